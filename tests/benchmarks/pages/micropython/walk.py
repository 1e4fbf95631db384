"""Walks a flow by answers and says where it stands, in the shape of decision_engine's trace but checking nothing."""

import json


def walk(flow: str, answers: str) -> str:
    """Give the trace of these answers; flow, answers and trace are JSON."""
    mapping, given = json.loads(flow)["mapping"], json.loads(answers)
    questions = {question["id"]: question for question in mapping["questions"]}
    outcomes = {outcome["id"]: outcome for outcome in mapping["outcomes"]}
    here, steps = mapping["start"], []
    while here in questions and here in given:
        question = questions[here]
        (option,) = [option for option in question["options"] if option["id"] == given[here]["option"]]
        steps.append({"question": here, "text": question["text"], "option": option["id"], "reason": option["reason"]})
        here = option["to"]
    where = {"outcome": here, "decision": outcomes[here]["decision"]} if here in outcomes else {"question": here}
    return json.dumps({"at": where, "steps": steps, "off_route": []})
