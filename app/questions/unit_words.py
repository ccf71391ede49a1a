"""The words and short forms that people write for the commonest units."""

# Each line is one unit, in Polish, German and English, in small letters, without full
# stops. A short form that means two things, such as m (metre, month), is here for those
# whose unit it is: nobody means months by metres.
_LINES = """
zł złoty złote złotego złotych złotówki złotówek pln
gr grosz grosza grosze groszy
€ eur euro euros
cent cents centy centów
% proc procent procenta procentów prozent percent
‰ promil promile promili promille permille
min minuta minutę minuty minut minute minuten minutes
h godz godzina godzinę godziny godzin std stunde stunden hour hours
dni dzień dnia tag tage tagen day days
tyg tydzień tygodnie tygodni woche wochen week weeks
mies miesiąc miesiące miesięcy monat monate monaten month months
lat lata rok roku jahr jahre jahren year years
os osoba osoby osób person personen persons people
szt sztuka sztuki sztuk stk stück piece pieces pcs
m metr metry metrów metra meter metern metre metres
m2 qm mkw
mm milimetr milimetry milimetrów milimetra millimeter millimetre millimetres
cm centymetr centymetry centymetrów centymetra zentimeter centimetre centimetres
km kilometr kilometry kilometrów kilometra kilometer kilometern kilometre kilometres
kg kilogram kilogramy kilogramów kilograma kilo kilogramm kilograms
g gram gramy gramów grama gramm grams
t tona tony ton tonne tonnen tonnes
ml mililitr mililitry mililitrów mililitra milliliter millilitre millilitres
l litr litry litrów litra liter litern litre litres
"""

WORDS: tuple[tuple[str, ...], ...] = tuple(
    tuple(line.split()) for line in _LINES.strip().splitlines()
)
