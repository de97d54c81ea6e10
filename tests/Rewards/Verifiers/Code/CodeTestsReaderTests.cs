using System.Text.Json;
using Rlar.Rewards.Verifiers.Code;

namespace Rlar.Rewards.Tests.Verifiers.Code;

/// <summary>The rows of public data sets as they have their tests.</summary>
public sealed class CodeTestsReaderTests
{
    [Theory]
    [InlineData("MBPP sanitized", """{"test_list": ["assert f(1) == 2", "assert f(2) == 3"], "test_imports": ["import math"]}""", nameof(FunctionTestKind.Asserts), 2, null, 1)]
    [InlineData("MBPP full", """{"test_list": ["assert f(1) == 2"], "test_setup_code": "", "challenge_test_list": []}""", nameof(FunctionTestKind.Asserts), 1, null, 0)]
    [InlineData("MBPP+", """{"test_list": ["assert f(1) == 2"], "test_imports": [], "test": "import numpy as np\nfor i in range(2): assert f(i) == i + 1"}""", nameof(FunctionTestKind.Code), 1, null, 0)]
    [InlineData("HumanEval", """{"test": "def check(candidate):\n    assert candidate(1) == 2\n", "entry_point": "f"}""", nameof(FunctionTestKind.Check), 1, "f", 0)]
    [InlineData("HumanEval check", """{"check": "def check(candidate):\n    assert candidate(1) == 2\n", "entry_point": "f"}""", nameof(FunctionTestKind.Check), 1, "f", 0)]
    [InlineData("LeetCodeDataset", """{"test": "def check(candidate):\n    assert candidate(a = 1) == 2\n", "entry_point": "Solution().f"}""", nameof(FunctionTestKind.Check), 1, "Solution().f", 0)]
    [InlineData("BigCodeBench", """{"test": "import unittest\nclass T(unittest.TestCase): pass", "entry_point": "task_func"}""", nameof(FunctionTestKind.Code), 1, "task_func", 0)]
    [InlineData("KodCode", "\"from solution import f\\ndef test_f():\\n    assert f(1) == 2\"", nameof(FunctionTestKind.Code), 1, null, 0)]
    [InlineData("open-instruct", """["assert f(1) == 2", "assert f(2) == 3"]""", nameof(FunctionTestKind.Asserts), 2, null, 0)]
    [InlineData("open-instruct as text", "\"[\\\"assert f(1) == 2\\\"]\"", nameof(FunctionTestKind.Asserts), 1, null, 0)]
    [InlineData("APPS of a function", """{"inputs": [[1, 2], [3, 4]], "outputs": [[3], [7]], "fn_name": "add"}""", nameof(FunctionTestKind.Calls), 2, "add", 0)]
    [InlineData("APPS as text", "\"{\\\"inputs\\\": [[1]], \\\"outputs\\\": [2], \\\"fn_name\\\": \\\"f\\\"}\"", nameof(FunctionTestKind.Calls), 1, "f", 0)]
    [InlineData("APPS row", """{"input_output": "{\"inputs\": [[1]], \"outputs\": [2], \"fn_name\": \"f\"}"}""", nameof(FunctionTestKind.Calls), 1, "f", 0)]
    [InlineData("LiveCodeBench functional", """{"public_test_cases": "[{\"input\": \"[1, 2]\\n3\", \"output\": \"6\", \"testtype\": \"functional\"}]", "metadata": "{\"func_name\": \"total\"}"}""", nameof(FunctionTestKind.Calls), 1, "total", 0)]
    [InlineData("DeepCoder functional", """[{"input": "1\n2", "output": "3", "testtype": "functional", "metadata": {"func_name": "add"}}]""", nameof(FunctionTestKind.Calls), 1, "add", 0)]
    [InlineData("SYNTHETIC-1", """{"language": "python", "test_cases": [{"type": "function_call", "fn_name": "add", "input": [1, 2], "output": [3]}]}""", nameof(FunctionTestKind.Calls), 1, "add", 0)]
    [InlineData("verl assert_case", """{"assert_case": ["assert f(1) == 2"]}""", nameof(FunctionTestKind.Asserts), 1, null, 0)]
    [InlineData("ROLL", """[{"assert_code": "def test_f():\n    assert f(1) == 2"}, {"assert_code": "assert f(2) == 3"}]""", nameof(FunctionTestKind.Code), 2, null, 0)]
    [InlineData("own cases", """{"cases": [{"args": [1], "expected": 2}, {"args": {"x": 1}, "expected": 2}], "entry_point": "f"}""", nameof(FunctionTestKind.Calls), 2, "f", 0)]
    public void Read_TestsOfFunctions_AreFound(string set, string json, string kind, int count, string? entry, int setup)
    {
        var tests = Assert.IsType<CodeTests.Functions>(Read(json));
        Assert.Equal((set, kind, count, entry, setup), (set, tests.Kind.ToString(), tests.Count, tests.EntryPoint, tests.Setup.Count));
    }

    [Theory]
    [InlineData("APPS", """{"inputs": ["1\n", "2\n"], "outputs": ["2\n", "3\n"]}""", 2)]
    [InlineData("APPS lines", """{"inputs": [["1", "2"]], "outputs": [["2"]]}""", 1)]
    [InlineData("TACO as text", "\"{\\\"inputs\\\": [\\\"1\\\"], \\\"outputs\\\": [\\\"2\\\"]}\"", 1)]
    [InlineData("CodeContests", """{"input": ["1\n", "2\n"], "output": ["2\n", "3\n"]}""", 2)]
    [InlineData("CodeContests row", """{"public_tests": {"input": ["1"], "output": ["2"]}, "private_tests": {"input": ["5"], "output": ["6"]}, "generated_tests": {"input": [], "output": []}}""", 2)]
    [InlineData("LiveCodeBench stdin", """{"public_test_cases": "[{\"input\": \"1\", \"output\": \"2\", \"testtype\": \"stdin\"}]", "private_test_cases": []}""", 1)]
    [InlineData("stdin beside a name", """[{"input": "1", "output": "2", "testtype": "stdin", "metadata": {"func_name": "f"}}]""", 1)]
    [InlineData("codeforces", """{"official_tests": [{"input": "1", "output": "2"}, {"input": "3", "output": "4"}]}""", 2)]
    [InlineData("SYNTHETIC-1", """{"test_cases": [{"type": "stdin_stdout", "fn_name": null, "input": "1", "output": "2"}]}""", 1)]
    [InlineData("own", """[{"stdin": "1", "stdout": "2"}]""", 1)]
    public void Read_TestsOfStreams_AreFound(string set, string json, int count) =>
        Assert.Equal((set, count), (set, Assert.IsType<CodeTests.Streams>(Read(json)).Cases.Count));

    [Theory]
    [InlineData("""{"inputs": ["1\n"], "outputs": ["2\n"]}""", typeof(CodeTests.Streams))]
    [InlineData("""{"inputs": [[1]], "outputs": [2], "fn_name": "f"}""", typeof(CodeTests.Functions))]
    [InlineData("""["assert f(1) == 2"]""", typeof(CodeTests.Functions))]
    [InlineData("assert f(1) == 2", typeof(CodeTests.Functions))]
    [InlineData("from solution import f\n\ndef test_f():\n    assert f(1) == 2", typeof(CodeTests.Functions))]
    [InlineData("def f(x):\n    return x + 1", typeof(CodeTests.None))]
    [InlineData("[1, 2, 3]", typeof(CodeTests.None))]
    [InlineData("{not JSON", typeof(CodeTests.None))]
    public void Read_TestsAsReference_AreFoundWhereTheyAreTests(string reference, Type form) =>
        Assert.IsType(form, CodeTestsReader.Read(new Query { Id = "q", Prompt = [], References = [reference] }));

    [Fact]
    public void Read_AssertsAsAListOfReferences_AreTests()
    {
        var query = new Query { Id = "q", Prompt = [], References = ["assert f(1) == 2", "assert(f(2) == 3)"] };
        Assert.Equal(2, Assert.IsType<CodeTests.Functions>(CodeTestsReader.Read(query)).Count);
        Assert.IsType<CodeTests.None>(CodeTestsReader.Read(query with { References = ["assert f(1) == 2", "3"] }));
    }

    [Theory]
    [InlineData("3", "tests is Number")]
    [InlineData("[]", "tests is an empty array")]
    [InlineData("[1]", "tests[0] is Number")]
    [InlineData("""["assert f()", 3]""", "tests has an element")]
    [InlineData("{}", "tests has none of")]
    [InlineData("""{"asserts": []}""", "tests.asserts")]
    [InlineData("""{"asserts": "assert f()"}""", "tests.asserts")]
    [InlineData("""{"check": "def check(c): pass"}""", "tests.entry_point")]
    [InlineData("""{"inputs": ["1"], "outputs": []}""", "1 inputs and 0 outputs")]
    [InlineData("""{"inputs": ["{"], "outputs": ["1"], "fn_name": "f"}""", "not JSON")]
    [InlineData("""{"cases": {}}""", "tests.cases")]
    [InlineData("""{"cases": [{"stdin": "1"}]}""", "tests.cases[0] has no 'stdout'")]
    [InlineData("""{"cases": [{"args": [1], "expected": 2}]}""", "entry_point")]
    [InlineData("""{"cases": [{"args": [1]}], "entry_point": "f"}""", "tests.cases[0] has no 'expected'")]
    [InlineData("""{"public_tests": {"input": [], "output": []}}""", "public_tests")]
    [InlineData("""{"public_test_cases": "[{\"input\": \"1\", \"output\": \"2\"}]", "private_test_cases": ["assert f()"]}""", "not of one form")]
    public void Read_MalformedTests_NamesTheField(string json, string message) =>
        Assert.Contains(message, Assert.Throws<ToolException>(() => Read(json)).Message, StringComparison.Ordinal);

    private static CodeTests Read(string json) => CodeTestsReader.Read(new Query { Id = "q", Prompt = [], Tests = JsonElement.Parse(json) });
}
