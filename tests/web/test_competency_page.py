"""The page of one competency."""

from flask import Flask

from curriculum.contract.vocabulary import Verdict
from curriculum.mapping import order_in_time
from curriculum.services.coverage import decisions, gaps, modules
from tests.web.conftest import Visitor

CODE = "M16-10"
TITLE = "Opbouw over de perioden"


def test_the_page_of_a_competency_tells_what_is_built_up_over_the_periods(app: Flask, visitor: Visitor) -> None:
    docent = visitor.log_in("docent")
    assert TITLE not in docent.get(f"/versions/1/competencies/{CODE}")
    with app.app_context():
        stored = {item.key: item for item in modules.list_modules(1)}
        stages = order_in_time([item.record for item in stored.values()])
        first, last = (stored[stage.modules[0]] for stage in (stages[0], stages[-1]))
        for module in (last, first):
            decisions.decide_link(1, module.id, CODE, Verdict.FULL, actor_id=1)
        built = gaps.get_competency(1, CODE).build_up
    assert [link.module_id for stage in built for link in stage.links] == [first.id, last.id]
    section = docent.get(f"/versions/1/competencies/{CODE}").split(TITLE)[1].split("<h2>")[0]
    assert section.index(f">{first.code}</a>") < section.index(f">{last.code}</a>")
    assert f"Leerjaar {stages[0].year}" in section
    assert f"Periode {stages[-1].period}" in section
