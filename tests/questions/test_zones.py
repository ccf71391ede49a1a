"""Zones: which one a finger meant."""

from hypothesis import given
from hypothesis import strategies as st

from app.questions.zones import TOLERANCE, WHOLE, Zone, meant

SQUARE = (100, 100)
WIDE = (200, 100)

spots = st.tuples(st.integers(0, WHOLE), st.integers(0, WHOLE))


def zone(name: str = "a", **outline: object) -> Zone:
    return Zone.model_validate({"id": name, "label": name, **outline})


def test_the_border_of_a_rectangle_belongs_to_it():
    found = zone(rect=[10, 20, 30, 40])

    corners = [(100, 200), (400, 200), (400, 600), (100, 600), (250, 400)]

    assert [found.distance(spot, SQUARE) for spot in corners] == [0] * 5
    assert found.distance((90, 400), SQUARE) == 10
    assert found.distance((97, 196), SQUARE) == 5


def test_a_circle_is_round_in_a_wide_picture_too():
    """Its radius is a share of the width; 10 % of the height are fewer pixels."""
    found = zone(circle=[50, 50, 10])

    assert found.distance((600, 500), WIDE) == 0
    assert found.distance((500, 700), WIDE) == 0
    assert found.distance((500, 720), WIDE) == 10
    assert found.distance((500, 720), SQUARE) == 120


def test_a_polygon_may_be_hollow():
    found = zone(polygon=[[0, 0], [60, 0], [60, 60], [50, 60], [50, 10], [0, 10]])

    assert found.distance((300, 50), SQUARE) == 0
    assert found.distance((550, 400), SQUARE) == 0
    assert found.distance((300, 400), SQUARE) == 200
    assert found.middle == (300, 300)


def test_of_zones_that_overlap_the_first_is_meant():
    inner, outer = zone("in", circle=[50, 50, 5]), zone("out", rect=[0, 0, 100, 100])

    assert meant([inner, outer], (500, 500), SQUARE) is inner
    assert meant([outer, inner], (500, 500), SQUARE) is outer
    assert meant([inner, outer], (700, 500), SQUARE) is outer


def test_beside_a_zone_is_still_in_it_as_far_as_a_fingertip_reaches():
    left, right = zone("l", rect=[0, 0, 10, 100]), zone("r", rect=[14, 0, 10, 100])

    assert meant([left, right], (100 + TOLERANCE // 2, 500), SQUARE) is left
    assert meant([left, right], (125, 500), SQUARE) is right
    assert meant([left, right], (120, 500), SQUARE) is left
    assert meant([left], (100 + TOLERANCE, 500), SQUARE) is left
    assert meant([left], (101 + TOLERANCE, 500), SQUARE) is None


@given(
    spots, st.tuples(*[st.integers(0, 50)] * 2), st.tuples(*[st.integers(1, 50)] * 2)
)
def test_a_rectangle_and_the_polygon_of_its_corners_are_the_same(spot, start, size):
    left, top, width, height = *start, *size
    rect = zone(rect=[left, top, width, height])
    corners = [[across / 10, down / 10] for across, down in rect.corners]

    assert rect.distance(spot, WIDE) == zone(polygon=corners).distance(spot, WIDE)


@given(spots, st.tuples(st.integers(1, 5000), st.integers(1, 5000)))
def test_every_spot_of_every_picture_is_near_or_far(spot, sides):
    zones = [zone("a", circle=[20, 20, 5]), zone("b", polygon=[[5, 5], [5, 9], [9, 5]])]

    found = meant(zones, spot, sides)

    distances = [one.distance(spot, sides) for one in zones]
    assert (found is None) == (min(distances) > TOLERANCE)
    assert found is None or found.distance(spot, sides) <= TOLERANCE
