"""A small decision engine: a flow and answers in, a trace and a decision record out.

Pure Python, standard library only; runs alike on CPython and in Pyodide.
"""

from decision_engine.authoring.check_types import flow_of
from decision_engine.errors import AnswersError, EngineError, FlowError, Problem, RecordError
from decision_engine.model import Answer, Flow, Outcome, Question, Step, Trace
from decision_engine.record import Place, Record, record_of
from decision_engine.trace import answers_data, answers_of, trace

__version__ = "0.1.0"
__all__ = [
    "Answer",
    "AnswersError",
    "EngineError",
    "Flow",
    "FlowError",
    "Outcome",
    "Place",
    "Problem",
    "Question",
    "Record",
    "RecordError",
    "Step",
    "Trace",
    "answers_data",
    "answers_of",
    "flow_of",
    "record_of",
    "trace",
]
