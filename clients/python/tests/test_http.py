import unittest

from tests import support  # noqa: F401
from rlar._http import AnswerReader, RequestWriter
from rlar._settings import address_of
from rlar.errors import AnswerError, SettingsError

ANSWERS = {
    "length": (b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5\r\n\r\nhello", True),
    "chunks": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\n\r\n", True),
    "chunks and trailer": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nA: b\r\n\r\n", True),
    "interim": (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", True),
    "closing": (b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello", False),
    "old": (b"HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello", False),
}


class AnswerReaderTests(unittest.TestCase):
    def test_feed_in_any_two_parts_and_byte_by_byte_gives_the_same_answer(self):
        for name, (data, keep) in ANSWERS.items():
            cuts = [[data[:cut], data[cut:]] for cut in range(1, len(data))] + [[bytes([byte]) for byte in data]]
            for parts in cuts:
                with self.subTest(name=name, parts=len(parts)):
                    reader = AnswerReader()
                    answers = [reader.feed(part) for part in parts]
                    self.assertTrue(all(answer is None for answer in answers[:-1]))
                    self.assertEqual((200, b"hello", keep), (answers[-1].status, answers[-1].body, answers[-1].keep))

    def test_end_without_a_length_is_the_answer(self):
        reader = AnswerReader()
        self.assertIsNone(reader.feed(b"HTTP/1.1 200 OK\r\n\r\nhel"))
        self.assertIsNone(reader.feed(b"lo"))
        self.assertEqual((b"hello", False), (reader.end().body, False))

    def test_end_before_the_length_is_no_answer(self):
        reader = AnswerReader()
        reader.feed(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhel")
        self.assertIsNone(reader.end())

    def test_what_stands_behind_an_answer_makes_the_connection_unusable(self):
        self.assertFalse(AnswerReader().feed(ANSWERS["length"][0] + b"HTTP/1.1").keep)

    def test_what_is_not_http_is_an_error(self):
        for data in (b"SSH-2.0-x\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", b"a" * 70000):
            with self.subTest(data=data[:40]), self.assertRaises(AnswerError):
                AnswerReader().feed(data)


class AddressTests(unittest.TestCase):
    def test_address_is_taken_apart(self):
        address = address_of("https://gpu7.local/rewards/", "secret")
        self.assertEqual(("https://gpu7.local/rewards", True, "gpu7.local", 443, "/rewards", "Bearer secret"),
                         (address.url, address.tls, address.host, address.port, address.path, address.authorization))

    def test_a_host_and_port_alone_are_http(self):
        self.assertEqual(("http://127.0.0.1:8100", 8100), (address_of("127.0.0.1:8100").url, address_of("127.0.0.1:8100").port))

    def test_a_password_is_sent_and_never_shown(self):
        address = address_of("http://ann:pass@host:1")
        self.assertEqual(("http://host:1", "Basic YW5uOnBhc3M="), (address.url, address.authorization))

    def test_what_is_no_address_is_an_error(self):
        for url in ("ftp://x", "http://", "http://host:port", "http://[::1"):
            with self.subTest(url=url), self.assertRaises(SettingsError):
                address_of(url)
        with self.assertRaises(SettingsError):
            address_of("http://host", "a\nb")

    def test_request_has_host_length_and_token(self):
        request = RequestWriter(address_of("http://[::1]:8100", "t"), "/v1/score?a=b", "agent").request("é".encode(), 20)
        for part in (b"POST /v1/score?a=b&deadline=19.0 HTTP/1.1\r\n", b"Host: [::1]:8100\r\n", b"Authorization: Bearer t\r\n", b"Content-Length: 2\r\n\r\n\xc3\xa9"):
            self.assertIn(part, request)
