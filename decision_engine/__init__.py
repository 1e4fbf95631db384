"""A small decision engine: a flow and answers in, a trace and a decision record out.

Pure Python, standard library only; runs alike on CPython and in Pyodide.
"""

from decision_engine.errors import AnswersError, EngineError, FlowError, Problem, RecordError
from decision_engine.make import make
from decision_engine.model import Answer, Flow, Outcome, Question, Step, Trace
from decision_engine.record import Context, Record, record_of
from decision_engine.trace import answers_data, answers_of, trace

__version__ = "0.1.0"
__all__ = [
    "Answer",
    "AnswersError",
    "Context",
    "EngineError",
    "Flow",
    "FlowError",
    "Outcome",
    "Problem",
    "Question",
    "Record",
    "RecordError",
    "Step",
    "Trace",
    "answers_data",
    "answers_of",
    "make",
    "record_of",
    "trace",
]
