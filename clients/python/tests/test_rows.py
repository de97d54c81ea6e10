import json
import unittest
import warnings

from tests import support  # noqa: F401
from rlar import _exchange
from rlar._json import row_bytes
from rlar._settings import address_of
from rlar._http import Answer
from rlar._texts import columns_of, text_only, without_stop_tokens
from rlar.errors import AnswerError, RowError, ServerBusyError, ServerGoneError


class Array:
    """Looks as NumPy's arrays and scalars do."""

    def __init__(self, values):
        self._values = values

    def tolist(self):
        return self._values


class JsonTests(unittest.TestCase):
    def test_arrays_and_sets_are_sent_as_lists(self):
        self.assertEqual({"a": [1, 2], "b": ["x", "y"], "c": 3}, json.loads(row_bytes({"a": Array([1, 2]), "b": {"y", "x"}, "c": Array(3)})))

    def test_half_a_surrogate_pair_is_sent_as_a_question_mark(self):
        self.assertEqual({"a": "é?!"}, json.loads(row_bytes({"a": "é\ud83d!"})))

    def test_what_has_no_form_in_json_is_refused_with_the_row(self):
        for value in (object(), float("nan"), float("inf"), b"bytes"):
            with self.subTest(value=value), self.assertRaisesRegex(RowError, "row r1 cannot be sent"):
                row_bytes({"id": "r1", "a": value})

    def test_a_row_is_one_line(self):
        self.assertNotIn(b"\n", row_bytes({"a": "1\n2\r\u2028"}))


class BodyTests(unittest.TestCase):
    def test_rows_are_cut_into_bodies_by_count_and_by_bytes_in_order(self):
        for rows in ([{"n": n} for n in range(2500)], [{"n": n, "text": "x" * (3 << 20)} for n in range(7)], [{"n": 0}], []):
            parts = list(_exchange.bodies(rows))
            sent = [json.loads(body) for body, _ in parts]
            self.assertEqual([row["n"] for row in rows], [row["n"] for part in sent for row in part])
            self.assertEqual([len(part) for part in sent], [count for _, count in parts])
            self.assertTrue(all(len(body) < 9 << 20 and count <= 1024 for body, count in parts))

    def test_one_row_is_a_body_of_one(self):
        self.assertEqual([(b'[{"n":1}]', 1)], list(_exchange.bodies({"n": 1})))


class AnswerTests(unittest.TestCase):
    def groups(self, status, body, **headers):
        return _exchange.groups_of(Answer(status, headers, body if isinstance(body, bytes) else json.dumps(body).encode(), True), 1, address_of("http://h:1"))

    def test_each_status_is_the_error_that_says_what_to_do(self):
        error = {"error": {"type": "bad_request", "message": "field 'prompt': none.", "field": "prompt"}}
        for status, kind in ((400, RowError), (404, RowError), (413, RowError), (422, RowError), (408, ServerBusyError), (425, ServerBusyError),
                             (429, ServerBusyError), (503, ServerBusyError), (500, ServerGoneError), (502, ServerGoneError), (504, ServerGoneError)):
            with self.subTest(status=status), self.assertRaisesRegex(kind, f"http://h:1 says {status} bad_request: field 'prompt': none."):
                self.groups(status, error)
        with self.assertRaisesRegex(RowError, "RLAR_TOKEN"):
            self.groups(401, b"")
        with self.assertRaises(RowError) as refused:
            self.groups(400, error)
        self.assertEqual(("prompt", 400), (refused.exception.field, refused.exception.status))

    def test_what_is_no_answer_of_rlar_is_an_error_and_never_a_reward(self):
        good = {"id": "a", "rewards": [1], "outcomes": [{"status": "scored"}]}
        self.assertEqual([1.0], self.groups(200, [good])[0].rewards)
        for body in (b"<html>", good, [], [good, good], [{}], ["x"], [{**good, "rewards": [1, 2]}], [{**good, "rewards": ["x"]}], [{**good, "outcomes": [{}]}]):
            with self.subTest(body=body), self.assertRaises(AnswerError):
                self.groups(200, body)


class TextTests(unittest.TestCase):
    def test_stop_tokens_are_taken_from_the_end_alone(self):
        for text in ("42<|im_end|>", "42</s>", "42<|eot_id|><|end_of_text|>", "42 <|im_end|>\n", "42<｜end▁of▁sentence｜>", "42<pad><pad>", "42<end_of_turn>"):
            self.assertEqual("42", without_stop_tokens(text))
        for text in ("42", "<|im_end|>42", "a </s> b", "", "x <|tool_call|>"):
            self.assertEqual(text, without_stop_tokens(text))

    def test_stop_tokens_of_a_long_text_take_no_long(self):
        text = "</s> " * 100_000
        self.assertEqual((text + "x", "x"), (without_stop_tokens(text + "x"), without_stop_tokens("x" + text)))

    def test_columns_without_a_form_in_json_are_left_out_and_said_once(self):
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            for _ in range(2):
                self.assertEqual({"a": 1}, columns_of({"a": 1, "picture of a test": object(), "none": None, "left": 2}, ["left"]))
        self.assertEqual(1, len(said))

    def test_text_only_drops_images_and_keeps_the_rest(self):
        messages = [{"role": "user", "content": [{"type": "image", "image": object()}, {"type": "text", "text": "hm"}]}, {"role": "assistant", "content": "a"}]
        self.assertEqual([{"role": "user", "content": [{"type": "text", "text": "hm"}]}, {"role": "assistant", "content": "a"}], text_only(messages))
        self.assertEqual("plain", text_only("plain"))
