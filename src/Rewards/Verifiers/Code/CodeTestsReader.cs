using System.Text.Json;

namespace Rlar.Rewards.Verifiers.Code;

/// <summary>
/// Reads a row's tests in the forms that data sets have: an array of asserts; {"asserts"} or MBPP's {"test_list", "test_setup_code"};
/// HumanEval's {"check" or "test", "entry_point"}; {"code"}; {"cases"} or an array of {"stdin" or "input", "stdout" or "output"}, or of
/// {"args" or "arguments", "expected"}; APPS' and PRIME's {"inputs", "outputs", "fn_name"}, CodeContests' {"input", "output"}; LiveCodeBench's
/// cases with a testtype; any of these under the names that data sets give the field; or any of these as JSON in a string. A row without tests
/// may have them as its reference.
/// </summary>
internal static class CodeTestsReader
{
    private static readonly string[] s_entryPoints = ["entry_point", "fn_name", "function_name", "func_name"];
    private static readonly string[] s_containers = ["input_output", "test_cases", "unit_tests", "official_tests", "ground_truth", "assert_case"];
    private static readonly string[] s_parts = ["public_test_cases", "private_test_cases", "public_tests", "private_tests", "generated_tests"];
    private static readonly string[] s_marks = ["\"inputs\"", "\"assert_case\"", "\"test_list\"", "\"asserts\"", "\"cases\"", "\"check\""];
    private static readonly string[] s_setups = ["setup", "test_setup_code", "test_imports", "prelude"];

    /// <summary>Reads the tests.</summary>
    /// <param name="query">The row.</param>
    /// <returns>The tests; <see cref="CodeTests.None"/> where the row has none.</returns>
    /// <exception cref="ToolException">They have no form that is known; the message names the field.</exception>
    public static CodeTests Read(Query query) =>
        query.Tests is { } tests ? Read(tests, query) : OfReference(query) ?? new CodeTests.None();

    /// <summary>Tests as JSON where other rows have their reference, as verl and PRIME have them.</summary>
    private static CodeTests? OfReference(Query query)
    {
        if (query.References.Count > 0 && query.References.All(IsAssert))
            return Read(JsonSerializer.SerializeToElement(query.References), query);
        var text = query.References.Count == 1 ? query.References[0].Trim() : "";
        if (IsPytest(text))
            return Read(JsonSerializer.SerializeToElement(text), query);
        var mayBeTests = text.StartsWith('[') || (text.StartsWith('{') && s_marks.Any(mark => text.Contains(mark, StringComparison.Ordinal)));
        return mayBeTests && Parsed(text) is { } tests && IsTests(tests) ? Read(tests, query) : null;
    }

    // KodCode's tests as verl's rows have them: they import what is to be written.
    private static bool IsPytest(string text) =>
        text.Contains("from solution import", StringComparison.Ordinal) && text.Contains("def test", StringComparison.Ordinal);

    // Open-instruct's list of asserts as a list of the row.
    private static bool IsAssert(string reference) => reference.AsSpan().TrimStart().StartsWith("assert ", StringComparison.Ordinal)
        || reference.AsSpan().TrimStart().StartsWith("assert(", StringComparison.Ordinal);

    private static bool IsTests(JsonElement tests) =>
        tests.ValueKind == JsonValueKind.Object
        || (tests.ValueKind == JsonValueKind.Array && tests.GetArrayLength() > 0
            && (tests[0].ValueKind == JsonValueKind.Object
                || (tests[0].ValueKind == JsonValueKind.String && tests[0].GetString()!.Contains("assert", StringComparison.Ordinal))));

    private static JsonElement? Parsed(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static CodeTests Read(JsonElement tests, Query query)
    {
        switch (tests.ValueKind)
        {
            case JsonValueKind.Null:
                return new CodeTests.None();
            case JsonValueKind.String:
                return ReadText(tests, query);
            case JsonValueKind.Array when tests.GetArrayLength() == 0:
                throw new ToolException("tests is an empty array: there is nothing to try the program with");
            case JsonValueKind.Array when tests.EnumerateArray().All(item => Member(item, "assert_code") is { ValueKind: JsonValueKind.String }):
                return new CodeTests.Functions(
                    FunctionTestKind.Code, [.. tests.EnumerateArray().Select(item => item.GetProperty("assert_code"))], Setup(query.Metadata), null);
            case JsonValueKind.Array:
                return tests[0].ValueKind == JsonValueKind.String
                    ? new CodeTests.Functions(FunctionTestKind.Asserts, Texts(tests, "tests"), [], EntryPoint(query.Metadata))
                    : ReadCases(tests, "tests", EntryPoint(tests[0]) ?? EntryPoint(query.Metadata), Setup(query.Metadata));
            case JsonValueKind.Object:
                return ReadObject(tests, query);
            default:
                throw new ToolException($"tests is {tests.ValueKind} where an object or an array is expected");
        }
    }

    private static CodeTests ReadText(JsonElement tests, Query query)
    {
        var text = tests.GetString()!.Trim();
        if (text.Length > 0 && text[0] is '{' or '[')
        {
            // Python code may start with a bracket too.
            if (Parsed(text) is { } parsed)
                return Read(parsed, query);
        }

        var entry = EntryPoint(query.Metadata);
        var isCheck = text.Contains("def check(", StringComparison.Ordinal) && entry is not null;
        return new CodeTests.Functions(isCheck ? FunctionTestKind.Check : FunctionTestKind.Code, [tests], Setup(query.Metadata), entry);
    }

    private static CodeTests ReadObject(JsonElement tests, Query query)
    {
        var entry = EntryPoint(tests) ?? EntryPoint(query.Metadata);
        var setup = Setup(tests);

        // What names the function stands beside what holds the tests.
        var inside = EntryPoint(tests) is null ? query : query with { Metadata = tests };
        if (Member(tests, s_containers) is { } inner)
            return Read(inner, inside);
        var parts = s_parts.Select(name => Member(tests, name)).OfType<JsonElement>().ToList();
        if (parts.Count > 0)
            return Together(parts, inside);

        // EvalPlus' rows have the tests of MBPP beside their own, which hold these too.
        if (Member(tests, "asserts", "test_list") is { } asserts && Member(tests, "test") is null)
            return new CodeTests.Functions(FunctionTestKind.Asserts, Texts(asserts, "tests.asserts"), setup, entry);
        if (Member(tests, "cases") is { } cases)
            return ReadCases(cases, "tests.cases", entry, setup);
        if (Member(tests, "inputs", "input") is { ValueKind: JsonValueKind.Array } inputs
            && Member(tests, "outputs", "output") is { ValueKind: JsonValueKind.Array } outputs)
            return Paired(inputs, outputs, entry, setup);
        if (Member(tests, "check") is { ValueKind: JsonValueKind.String } check)
        {
            return entry is null
                ? throw new ToolException("tests.check needs tests.entry_point: the name of the function to be checked")
                : new CodeTests.Functions(FunctionTestKind.Check, [check], setup, entry);
        }

        if (Member(tests, "test") is { ValueKind: JsonValueKind.String } test)
        {
            var isCheck = entry is not null && test.GetString()!.Contains("def check(", StringComparison.Ordinal);
            return new CodeTests.Functions(isCheck ? FunctionTestKind.Check : FunctionTestKind.Code, [test], setup, entry);
        }

        if (Member(tests, "code") is { ValueKind: JsonValueKind.String } code)
            return new CodeTests.Functions(FunctionTestKind.Code, [code], setup, entry);
        throw new ToolException("tests has none of asserts, check, code, cases, and inputs with outputs");
    }

    /// <summary>The public and the hidden tests of a row.</summary>
    private static CodeTests Together(List<JsonElement> parts, Query query)
    {
        CodeTests? all = null;
        foreach (var part in parts)
        {
            if (IsEmpty(part))
                continue;
            all = (all, Read(part, query)) switch
            {
                (null, var one) => one,
                (CodeTests.Streams one, CodeTests.Streams other) => new CodeTests.Streams([.. one.Cases, .. other.Cases]),
                (CodeTests.Functions one, CodeTests.Functions other) when one.Kind == other.Kind => one with { Tests = [.. one.Tests, .. other.Tests] },
                _ => throw new ToolException("tests: the public and the private tests are not of one form"),
            };
        }

        return all ?? throw new ToolException($"tests: {string.Join(" and ", s_parts)} are empty");
    }

    private static bool IsEmpty(JsonElement part) =>
        part.ValueKind == JsonValueKind.Array ? part.GetArrayLength() == 0
        : part.ValueKind == JsonValueKind.String ? part.GetString()!.Length == 0
        : Member(part, "input", "inputs") is { ValueKind: JsonValueKind.Array } inputs && inputs.GetArrayLength() == 0;

    private static CodeTests ReadCases(JsonElement cases, string field, string? entry, IReadOnlyList<string> setup)
    {
        if (cases.ValueKind != JsonValueKind.Array || cases.GetArrayLength() == 0)
            throw new ToolException($"{field} is not an array of cases");
        if (cases[0].ValueKind != JsonValueKind.Object)
            throw new ToolException($"{field}[0] is {cases[0].ValueKind} where an object with input and output is expected");
        entry ??= EntryPoint(cases[0]) ?? EntryPoint(Member(cases[0], "metadata"));
        if (Member(cases[0], "testtype", "type") is { ValueKind: JsonValueKind.String } type
            && type.GetString()!.StartsWith("stdin", StringComparison.OrdinalIgnoreCase))
            entry = null;
        if (Member(cases[0], "args", "arguments") is not null)
            return Calls(cases, field, entry, setup);
        if (entry is not null)
            return Paired(
                [.. cases.EnumerateArray().Select(c => Member(c, "input", "stdin") ?? throw Lacks(field, "input"))],
                [.. cases.EnumerateArray().Select(c => Member(c, "output", "stdout") ?? throw Lacks(field, "output"))],
                entry, setup);
        var streams = new List<StreamCase>();
        foreach (var item in cases.EnumerateArray())
            streams.Add(new StreamCase(
                Text(Member(item, "stdin", "input"), ""),
                Text(Member(item, "stdout", "output", "expected") ?? throw Lacks($"{field}[{streams.Count}]", "stdout"), "")));
        return new CodeTests.Streams(streams);
    }

    private static CodeTests.Functions Calls(JsonElement cases, string field, string? entry, IReadOnlyList<string> setup)
    {
        var tests = new List<JsonElement>();
        foreach (var item in cases.EnumerateArray())
        {
            var arguments = Member(item, "args", "arguments") ?? throw Lacks($"{field}[{tests.Count}]", "args");
            var expected = Member(item, "expected", "output", "returns") ?? throw Lacks($"{field}[{tests.Count}]", "expected");
            tests.Add(Case(arguments, [expected]));
        }

        return new CodeTests.Functions(
            FunctionTestKind.Calls,
            tests,
            setup,
            entry ?? throw new ToolException($"{field} needs entry_point beside it: the name of the function to be called"));
    }

    /// <summary>Inputs and outputs of one index each: of a program without a function's name, of a function with one.</summary>
    private static CodeTests Paired(JsonElement inputs, JsonElement outputs, string? entry, IReadOnlyList<string> setup) =>
        Paired([.. inputs.EnumerateArray()], [.. outputs.EnumerateArray()], entry, setup);

    private static CodeTests Paired(JsonElement[] inputs, JsonElement[] outputs, string? entry, IReadOnlyList<string> setup)
    {
        if (inputs.Length != outputs.Length || inputs.Length == 0)
            throw new ToolException($"tests has {inputs.Length} inputs and {outputs.Length} outputs");
        if (entry is null)
            return new CodeTests.Streams([.. inputs.Zip(outputs, (i, o) => new StreamCase(Text(i, "\n"), Text(o, "\n")))]);
        return new CodeTests.Functions(FunctionTestKind.Calls, [.. inputs.Zip(outputs, FunctionCase)], setup, entry);
    }

    /// <summary>LiveCodeBench writes one JSON argument a line, APPS an array of arguments; and APPS wraps some results in an array of one.</summary>
    private static JsonElement FunctionCase(JsonElement input, JsonElement output)
    {
        try
        {
            if (input.ValueKind == JsonValueKind.String)
            {
                var lines = input.GetString()!.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                return Case(
                    JsonElement.Parse($"[{string.Join(',', lines)}]"),
                    [output.ValueKind == JsonValueKind.String ? JsonElement.Parse(output.GetString()!) : output]);
            }
        }
        catch (JsonException error)
        {
            throw new ToolException($"tests: the input or output of a function call is not JSON ({error.Message})", error);
        }

        var arguments = input.ValueKind == JsonValueKind.Array ? input : JsonElement.Parse($"[{input.GetRawText()}]");
        return output.ValueKind == JsonValueKind.Array && output.GetArrayLength() == 1 ? Case(arguments, [output, output[0]]) : Case(arguments, [output]);
    }

    private static JsonElement Case(JsonElement arguments, JsonElement[] expected)
    {
        var isNamed = arguments.ValueKind == JsonValueKind.Object;
        return JsonSerializer.SerializeToElement(new Dictionary<string, object>
        {
            ["arguments"] = isNamed ? Array.Empty<object>() : arguments,
            ["named"] = isNamed ? arguments : new Dictionary<string, object>(),
            ["expected"] = expected,
        });
    }

    private static string Text(JsonElement? value, string separator) => value switch
    {
        null => "",
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { ValueKind: JsonValueKind.Array } lines => string.Join(separator, lines.EnumerateArray().Select(line => Text(line, separator))),
        { } other => other.GetRawText(),
    };

    private static List<JsonElement> Texts(JsonElement array, string field)
    {
        if (array.ValueKind != JsonValueKind.Array || array.GetArrayLength() == 0)
            throw new ToolException($"{field} is not an array of Python statements");
        var texts = array.EnumerateArray().ToList();
        return texts.TrueForAll(text => text.ValueKind == JsonValueKind.String)
            ? texts
            : throw new ToolException($"{field} has an element that is not a string");
    }

    private static string? EntryPoint(JsonElement? from) =>
        from is { } element && Member(element, s_entryPoints) is { ValueKind: JsonValueKind.String } name && name.GetString()!.Length > 0 ? name.GetString()
        : from is { ValueKind: JsonValueKind.String } text && text.GetString()!.TrimStart().StartsWith('{')
            && Parsed(text.GetString()!) is { } parsed
            ? EntryPoint(parsed)
        : from is { ValueKind: JsonValueKind.Object } outer && outer.TryGetProperty("metadata", out var metadata) ? EntryPoint(metadata)
        : null;

    private static IReadOnlyList<string> Setup(JsonElement? from)
    {
        var setup = new List<string>();
        foreach (var name in s_setups)
        {
            if (from is { } element && Member(element, name) is { } value)
                setup.AddRange(value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(line => Text(line, "\n")) : [Text(value, "\n")]);
        }

        return [.. setup.Where(code => !string.IsNullOrWhiteSpace(code))];
    }

    private static JsonElement? Member(JsonElement element, params ReadOnlySpan<string> names)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return null;
        foreach (var name in names)
        {
            if (element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null)
                return value;
        }

        return null;
    }

    private static ToolException Lacks(string field, string name) => new($"{field} has no '{name}'");
}
