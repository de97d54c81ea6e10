using System.Text.Json;

namespace Rlar.Scoring.Rows;

/// <summary>
/// The objects that stand where other rows have their reference: a table of the keys that tell a shape, and how it is read. An object of no such shape is
/// refused: which of its members were the reference would be a guess.
/// </summary>
internal static class ReferenceObjects
{
    private delegate void Reading(JsonSlice value, Expectation expected);

    // The first whose keys an object all has. Those marked are recognised in a text that holds the object as JSON, too: their keys are no answer's.
    private static readonly (string[] Keys, bool InText, Reading Read)[] s_shapes =
    [
        (["target", "numbers"], true, Countdown),                          // TinyZero, verl: {"target": 98, "numbers": [44, 19, 35]}
        (["target", "nums"], true, Countdown),
        (["value", "aliases"], true, Aliases),                             // TriviaQA
        (["value", "normalized_aliases"], true, Aliases),
        (["text", "answer_start"], true, Spans),                           // SQuAD
        (["inputs", "outputs"], false, Whole),                             // APPS, PRIME, verl: tests of a program
        (["input", "output"], false, Whole),
        (["asserts"], false, Whole),
        (["test_list"], false, Whole),
        (["cases"], false, Whole),
        (["assert_case"], false, Whole),
        (["check", "entry_point"], false, Whole),
        (["func_name"], false, Instructions),                              // open-instruct
        (["instruction_id", "kwargs"], false, Instructions),
        (["instruction_id_list"], false, Instructions),
        (["name", "arguments"], false, Whole),                             // a call of a tool
        (["function"], false, Whole),
        (["tool_calls"], false, Whole),
        (["ground_truth"], false, (value, expected) => Texts(value.Member("ground_truth"), expected)),
        (["target"], false, (value, expected) => Texts(value.Member("target"), expected)), // Search-R1, verl
    ];

    /// <summary>Reads an object; false where it has none of the shapes.</summary>
    /// <param name="value">An object.</param>
    /// <param name="expected">Takes what it holds.</param>
    public static bool Add(JsonSlice value, Expectation expected) => Add(value, expected, _ => true);

    /// <summary>Reads a list of objects that is one thing: calls, cases, instructions. False where it is a list of something else.</summary>
    /// <param name="value">A list.</param>
    /// <param name="expected">Takes what it holds.</param>
    public static bool AddList(JsonSlice value, Expectation expected)
    {
        var items = value.Items();
        if (!items.MoveNext() || items.Current.Kind != JsonTokenType.StartObject)
            return false;
        var first = items.Current;
        if (first.Member("func_name").Present || first.Member("instruction_id").Present || first.Member("instruction_id_list").Present)
            return false;
        var isOne = IsPossibleCall(first) || Has(first, "name", "arguments") || Has(first, "function") || Has(first, "input", "output")
            || Has(first, "stdin", "stdout") || Has(first, "args", "expected");
        if (isOne)
            Whole(value, expected);
        return isOne;
    }

    /// <summary>Reads a text that holds an object as JSON; false where the text is the reference itself.</summary>
    /// <param name="value">A string that begins with a brace.</param>
    /// <param name="isOfTrainer">Whether it stands where trainers have the ground truth: a lone target is then Search-R1's.</param>
    /// <param name="expected">Takes what it holds.</param>
    public static bool AddText(JsonSlice value, bool isOfTrainer, Expectation expected)
    {
        if (value.Json.IndexOf("target"u8) < 0 && value.Json.IndexOf("aliases"u8) < 0 && value.Json.IndexOf("answer_start"u8) < 0)
            return false;
        return value.Parsed() is { Kind: JsonTokenType.StartObject } inner
            && Add(inner, expected, shape => shape.InText || (isOfTrainer && shape.Keys is ["target"]));
    }

    /// <summary>Whether a text is instructions of open-instruct or IFEval, as JSON or as Python writes them; the tool that checks them reads it.</summary>
    /// <param name="text">A text that begins with a bracket or a brace.</param>
    public static bool IsInstructions(ReadOnlySpan<char> text) =>
        (text.Contains("func_name", StringComparison.Ordinal)
            && (text.Contains("validate_", StringComparison.Ordinal) || text.Contains("verify_", StringComparison.Ordinal)))
        || (text.Contains("instruction_id", StringComparison.Ordinal) && text.Contains("kwargs", StringComparison.Ordinal));

    private static bool Add(JsonSlice value, Expectation expected, Func<(string[] Keys, bool InText, Reading Read), bool> counts)
    {
        foreach (var shape in s_shapes)
        {
            if (!counts(shape) || !Has(value, shape.Keys))
                continue;
            shape.Read(value, expected);
            return true;
        }

        return false;
    }

    private static bool Has(JsonSlice value, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (!value.Member(key).Present)
                return false;
        }

        return true;
    }

    // BFCL: {"get_weather": {"city": ["Paris", "Paris, France"], "unit": ["celsius", ""]}}
    private static bool IsPossibleCall(JsonSlice value)
    {
        var element = value.Element();
        return element.GetPropertyCount() == 1 && element.EnumerateObject().First().Value is { ValueKind: JsonValueKind.Object } arguments
            && arguments.EnumerateObject().All(argument => argument.Value.ValueKind == JsonValueKind.Array);
    }

    private static void Whole(JsonSlice value, Expectation expected) => expected.Texts.Add(value.Element().GetRawText());

    private static void Instructions(JsonSlice value, Expectation expected) => expected.Add(value.Element());

    private static void Countdown(JsonSlice value, Expectation expected)
    {
        Texts(value.Member("target"), expected);
        expected.Numbers = (value.Member("numbers") is { Present: true } numbers ? numbers : value.Member("nums")).Element();
    }

    private static void Aliases(JsonSlice value, Expectation expected)
    {
        Texts(value.Member("value"), expected);
        foreach (var name in (ReadOnlySpan<string>)["aliases", "normalized_aliases"])
        {
            if (value.Member(name) is not { Kind: JsonTokenType.StartArray } aliases)
                continue;
            foreach (var alias in aliases.Items())
            {
                if (alias.Text() is var text && !expected.Texts.Contains(text))
                    expected.Texts.Add(text);
            }
        }
    }

    // The answers of several people are often the same words. No answer at all is SQuAD 2's question without one, which has the empty text.
    private static void Spans(JsonSlice value, Expectation expected)
    {
        Texts(value.Member("text"), expected);
        var distinct = expected.Texts.Distinct(StringComparer.Ordinal).ToList();
        expected.Texts.Clear();
        expected.Texts.AddRange(distinct.Count > 0 ? distinct : [""]);
    }

    private static void Texts(JsonSlice value, Expectation expected)
    {
        switch (value.Kind)
        {
            case JsonTokenType.String:
                expected.Texts.Add(value.Text());
                break;
            case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                expected.Texts.Add(value.Literal());
                break;
            case JsonTokenType.StartArray:
                foreach (var item in value.Items())
                    Texts(item, expected);
                break;
            default:
                throw value.WrongType("a string, a number or a list of them");
        }
    }
}
