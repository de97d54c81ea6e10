using System.Globalization;
using Rlar.Agents.Drafts;
using Rlar.Agents.Gate.Readings;

namespace Rlar.Agents.Gate.Mutations;

/// <summary>The last number of a right answer changed: by one, tenfold, its figures in another order, its sign; days and months that no calendar has.</summary>
internal static class NumberEdits
{
    private static readonly decimal[] s_factors = [0.5m, 0.9m, 0.97m, 0.98m, 1.02m, 1.03m, 1.05m, 1.1m, 2m, 10m];

    /// <summary>The edits of a right answer.</summary>
    internal static IEnumerable<Variant> Of(Probe right, TaskClaims claims)
    {
        var text = right.Completion;
        if (Texts.Numbers(text) is not { Count: > 0 } numbers)
            yield break;
        var last = numbers[^1];
        // Only where the number is the reference's own is another number certainly wrong.
        var isReference = right.Query.References.Any(reference => Texts.IsSame(reference, last.Value));
        bool? certain = claims.UsesReference && !claims.Contains && isReference && !claims.Tolerates ? false : null;
        if (decimal.TryParse(last.Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) < 1e12m)
        {
            foreach (var other in new[] { value + 1, value - 1, (value * 10) + 1, -value, value + 100 }.Where(other => other != value))
                yield return Made(other.ToString(CultureInfo.InvariantCulture), "another number", certain);
            // One more or less in the last place that is written.
            var place = new decimal(1, 0, 0, false, (byte)Math.Min(28, (decimal.GetBits(value)[3] >> 16) & 0xFF));
            if (place < 1)
            {
                foreach (var other in new[] { value + place, value - place })
                    yield return Made(other.ToString(CultureInfo.InvariantCulture), "another last figure", certain);
            }

            foreach (var factor in s_factors.Where(_ => value != 0))
                yield return Made((value * factor).ToString("0.####", CultureInfo.InvariantCulture), "a number near it", null);
        }

        // Whether these are the same number, the description says, or nobody.
        var bare = last.Value.TrimStart('+', '-');
        yield return Made($"{Sign(last.Value)}0{bare}", "a leading zero", null);
        if (bare.Length == last.Value.Length)
            yield return Made($"+{bare}", "a plus sign", null);
        var figures = last.Value;
        for (var i = 0; i + 1 < figures.Length && i < 6; i++)
        {
            if (char.IsAsciiDigit(figures[i]) && char.IsAsciiDigit(figures[i + 1]) && figures[i] != figures[i + 1])
                yield return Made(Texts.Replace(figures, i, 2, $"{figures[i + 1]}{figures[i]}"), "two figures in each other's place", certain);
        }

        yield return Made("99999999999999999999999999", "a very long number", null);
        foreach (var number in numbers.Take(4))
        {
            foreach (var other in (string[])["00", "13", "29", "30", "31", "32", "99"])
                yield return new Variant(right.Query, Texts.Replace(text, number.Index, number.Length, Sign(number.Value) + other), "another part of a date",
                    null);
        }

        Variant Made(string number, string kind, bool? isRight) =>
            new(right.Query, Texts.Replace(text, last.Index, last.Length, number), kind, isRight);
    }

    // "-17" in 2023-05-17 is a separator and a day.
    private static string Sign(string number) => number[0] is '-' or '+' ? number[..1] : "";
}
