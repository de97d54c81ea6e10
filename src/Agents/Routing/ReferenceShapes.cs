using System.Text.Json;
using System.Text.RegularExpressions;

namespace Rlar.Agents.Routing;

/// <summary>Tells the shape of references.</summary>
internal static partial class ReferenceShapes
{
    // As many words as a name, a date or a title has; a reference with more is prose and no two people write it alike.
    private const int ShortWords = 6;

    /// <summary>The shape that all references share; where they differ, Short if all are short, or else Prose.</summary>
    /// <param name="references">The references.</param>
    public static ReferenceShape Of(IReadOnlyList<string> references)
    {
        if (references.Count == 0)
            return ReferenceShape.None;
        var shape = Of(references[0]);
        for (var i = 1; i < references.Count; i++)
        {
            var other = Of(references[i]);
            if (other == shape)
                continue;
            shape = other is ReferenceShape.Prose or ReferenceShape.Code || shape is ReferenceShape.Prose or ReferenceShape.Code
                ? ReferenceShape.Prose
                : ReferenceShape.Short;
        }

        return shape;
    }

    /// <summary>The shape of one reference.</summary>
    /// <param name="reference">The reference.</param>
    public static ReferenceShape Of(string reference)
    {
        var text = reference.AsSpan().Trim();
        if (text.IsEmpty)
            return ReferenceShape.None;
        if (Marked().IsMatch(text))
            return ReferenceShape.Latex;
        if (Choice().IsMatch(text))
            return ReferenceShape.Choice;
        if (Label().IsMatch(text))
            return ReferenceShape.Short;
        if (Number().IsMatch(text))
            return ReferenceShape.Number;
        if (text is "safe" or "unsafe")
            return ReferenceShape.Safety;
        if (IsJson(reference, text))
            return text[0] == '[' && IsPossibleCalls(reference) ? ReferenceShape.Call : ReferenceShape.Json;
        if (Call().IsMatch(text))
            return ReferenceShape.Call;
        if (Code().IsMatch(text))
            return ReferenceShape.Code;
        if (Latex().IsMatch(text))
            return Quantity().IsMatch(text) ? ReferenceShape.Quantity : ReferenceShape.Latex;
        return text.Count(' ') < ShortWords && text.Length <= 80 ? ReferenceShape.Short : ReferenceShape.Prose;
    }

    private static bool IsJson(string reference, ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || text[0] is not ('{' or '['))
            return false;
        try
        {
            using var document = JsonDocument.Parse(reference);

            // A list of numbers alone is a point, an interval or a list of answers before it is JSON.
            return text[0] == '{' || document.RootElement.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.Number);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // BFCL: [{"get_weather": {"city": ["Paris"], "unit": ["celsius", ""]}}]
    private static bool IsPossibleCalls(string reference)
    {
        using var document = JsonDocument.Parse(reference);
        return document.RootElement.EnumerateArray().All(call => call.ValueKind == JsonValueKind.Object && call.GetPropertyCount() == 1
            && call.EnumerateObject().First().Value is { ValueKind: JsonValueKind.Object } arguments
            && arguments.EnumerateObject().All(argument => argument.Value.ValueKind == JsonValueKind.Array));
    }

    // A worked solution that ends in its answer, as GSM8K has it.
    [GeneratedRegex(@"####\s*[^\n]*\d[^\n]*\s*\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Marked();

    [GeneratedRegex(@"\A\(?[A-Ja-j][).:]?\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Choice();

    // Digits that are nothing to compute: 2024-01-15, 1.2.3, 1914-1918, 3-2, 555-1234, (555) 123-4567, 02139, 01/15. Three digits are AIME's way to write
    // an answer, 070 for 70.
    [GeneratedRegex(
        @"\A(\+?\d+([-/.]\d+){2,}|\d+(\.\d+)?-\d+(\.\d+)?|\d{4}\s*-\s*\d{4}|(\+\d{1,3}[-. ]?)?\(\d{3}\)[-. ]?\d{3}[-. ]?\d{4}"
        + @"|0\d|0\d{3,}|0\d+\.\d+|0\d*/\d+|\d+/0\d+)\z",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Label();

    [GeneratedRegex(
        @"\A\$?\s*[-+\u2212]?\s*[$\u20AC\u00A3]?\s*(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?\s*(/\s*\d+)?\s*(\\?%)?\s*([eE][-+]?\d+)?\s*\$?\z"
        + @"|\A\$?\s*-?\\d?frac\{\d+\}\{\d+\}\s*\$?\z",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Number();

    // Words and numbers without a sign: 25 years old, between 1881 and 1885.
    [GeneratedRegex(@"\A[-\d\s.,a-z]*[a-z]{3,}[-\d\s.,a-z]*\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Quantity();

    // <tool_call>, or name(a=1) alone or in brackets; a name of one letter is a function of mathematics
    [GeneratedRegex(
        @"\A\s*<tool_call>|</tool_call>\s*\z|\A\[?\s*[A-Za-z_][\w.]{2,}\(\s*(\)|[A-Za-z_]\w*\s*=[^=].*\))\s*\]?\z",
        RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Call();

    [GeneratedRegex(
        @"```|^\s*(def|class|import|from|function|public|#include)\b|\A\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE)\s|\A\s*WITH\s+\w+\s+AS\s*\("
        + @"|\A\s*select\s[^\n]*\sfrom\s\w+(\s+where\s|\s+(group|order)\s+by\s|\s+limit\s|\s*;?\s*\z)",
        RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Code();

    [GeneratedRegex(
        @"\\[a-zA-Z]+|\$[^$]+\$|\A[-\d\s+*/^().=<>a-z\[\],{}|!\u221A\u03C0\u221E\u00B0]*"
        + @"[\d=^<>][-\d\s+*/^().=<>a-z\[\],{}|!\u221A\u03C0\u221E\u00B0]*\z",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Latex();
}

/// <summary>What a reference looks like, which tells how an answer may be compared with it.</summary>
internal enum ReferenceShape
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>A number: 18, -3.5, 1,000, $7.50, 25%, 3/4.</summary>
    Number,

    /// <summary>Mathematics beyond a number: LaTeX, an equation, an interval, a worked solution that ends in "#### 18".</summary>
    Latex,

    /// <summary>Numbers among words in small letters: 25 years old, 5 liters.</summary>
    Quantity,

    /// <summary>A choice letter: B, (B), B.</summary>
    Choice,

    /// <summary>A safety label: "safe" or "unsafe".</summary>
    Safety,

    /// <summary>A JSON object or list.</summary>
    Json,

    /// <summary>A JSON list of texts: alternatives, or the items of a list.</summary>
    List,

    /// <summary>A call of a tool: tagged, as Python writes it, or as BFCL's possible answers.</summary>
    Call,

    /// <summary>A program.</summary>
    Code,

    /// <summary>A few words: a name, a date, yes or no.</summary>
    Short,

    /// <summary>Sentences.</summary>
    Prose,
}
