"""Static files are served from wherever the checkout stands, sources aside."""

from app.web import assets


def test_all_but_sources_is_served_from_a_checkout_below_a_folder_called_src(tmp_path):
    static = tmp_path / "src" / "app" / "static"
    for name in ("css/site.css", "css/src/01-text.css", "js/attempt.js", "notes.md"):
        (static / name).parent.mkdir(parents=True, exist_ok=True)
        (static / name).write_text(name)

    served = [path.relative_to(static).as_posix() for path in assets._files(static)]

    assert served == ["css/site.css", "js/attempt.js"]
