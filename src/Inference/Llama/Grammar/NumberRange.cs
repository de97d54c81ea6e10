using System.Globalization;
using System.Text.Json;

namespace Rlar.Inference.Llama.Grammar;

/// <summary>The numbers of a JSON Schema.</summary>
internal static class NumberRange
{
    // As many digits as every double holds.
    private const long Most = 999_999_999_999_999;
    private const string Fraction = "\".\" [0-9]{1,15}";

    /// <summary>The grammar of the integers that a schema allows.</summary>
    /// <exception cref="InferenceException">There are none, or a bound is too large.</exception>
    internal static string Integer(SchemaNode node)
    {
        var (low, lowOut) = Bound(node, "minimum", "exclusiveMinimum", lower: true);
        var (high, highOut) = Bound(node, "maximum", "exclusiveMaximum", lower: false);
        var first = low is { } least ? (long)(lowOut ? Math.Floor(least) + 1 : Math.Ceiling(least)) : -Most;
        var last = high is { } most ? (long)(highOut ? Math.Ceiling(most) - 1 : Math.Floor(most)) : Most;
        if (first > last)
            throw node.Refused("no integer is within its bounds");
        var parts = new List<string>();
        if (first < 0)
            parts.Add($"\"-\" ( {Whole(Math.Max(1, -last), -first)} )");
        if (last >= 0)
            parts.Add(Whole(Math.Max(0, first), last));
        return string.Join(" | ", parts);
    }

    /// <summary>The grammar of the numbers that a schema allows.</summary>
    /// <exception cref="InferenceException">There are none, or a bound is no integer, or too large.</exception>
    internal static string Number(SchemaNode node)
    {
        var (low, lowOut) = Bound(node, "minimum", "exclusiveMinimum", lower: true);
        var (high, highOut) = Bound(node, "maximum", "exclusiveMaximum", lower: false);
        if (low is null && high is null)
            return $"\"-\"? ( \"0\" | [1-9] [0-9]{{0,14}} ) ({Fraction})? ([eE] [-+]? [0-9]{{1,2}})?";
        if ((low ?? 0) != Math.Floor(low ?? 0) || (high ?? 0) != Math.Floor(high ?? 0))
            throw node.Refused("bounds of 'number' that are no integers cannot be expressed");
        var (first, last) = ((long)(low ?? -Most), (long)(high ?? Most));
        if (first > last || (first == last && (lowOut || highOut)))
            throw node.Refused("no number is within its bounds");
        var parts = new List<string>();
        // Below zero the bounds change places.
        if (first < 0)
            parts.Add($"\"-\" ( {Magnitude(Math.Max(0, -last), last >= 0 || highOut, -first, lowOut)} )");
        if (last > 0 || (last == 0 && !highOut))
            parts.Add(Magnitude(Math.Max(0, first), first >= 0 && lowOut, last, highOut));
        return string.Join(" | ", parts);
    }

    // Numbers from one integer to another, which are in or out.
    private static string Magnitude(long first, bool firstOut, long last, bool lastOut)
    {
        var parts = new List<string>();
        var from = first;
        if (firstOut && first < last)
        {
            parts.Add($"{Whole(first, first)} \".\" [0-9]{{0,14}} [1-9]");
            from++;
        }

        if (from < last)
            parts.Add($"( {Whole(from, last - 1)} ) ({Fraction})?");
        if (!lastOut)
            parts.Add($"{Whole(last, last)} (\".\" \"0\"{{1,3}})?");
        return string.Join(" | ", parts);
    }

    // The decimal texts of the integers from first to last, both at least 0 and with no zeros before.
    private static string Whole(long first, long last)
    {
        var parts = new List<string>();
        while (first <= last)
        {
            // The longest block of numbers from here on that share their leading digits and have any digits after.
            var block = 1L;
            while (first != 0 && first % (block * 10) == 0 && first + (block * 10) - 1 <= last)
                block *= 10;
            // As many of such blocks side by side as differ in the digit before only.
            var digit = first / block % 10;
            var count = 1L;
            while (digit + count <= 9 && first + ((count + 1) * block) - 1 <= last)
                count++;
            var lead = first / block / 10;
            var zeros = Digits(block) - 1;
            parts.Add(
                $"{(lead > 0 ? $"\"{Text(lead)}\" " : "")}"
                + $"{(count == 1 ? $"\"{Text(digit)}\"" : $"[{Text(digit)}-{Text(digit + count - 1)}]")}"
                + $"{(zeros > 0 ? $" [0-9]{{{Text(zeros)}}}" : "")}");
            first += count * block;
        }

        return string.Join(" | ", parts);
    }

    private static (double? Value, bool IsOut) Bound(SchemaNode node, string inside, string outside, bool lower)
    {
        var (within, beyond) = (Read(node, inside), Read(node, outside));
        if (within is null || beyond is null)
            return (within ?? beyond, within is null && beyond is not null);
        var outer = lower ? beyond >= within : beyond <= within;
        return outer ? (beyond, true) : (within, false);
    }

    private static double? Read(SchemaNode node, string name)
    {
        if (node.Keyword(name) is not { } value)
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && Math.Abs(number) <= Most
            ? number
            : throw node.Refused($"'{name}' must be a number of at most 15 digits");
    }

    private static int Digits(long value) => Text(value).Length;

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
