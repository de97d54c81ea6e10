namespace Rlar.Agents.Templates;

/// <summary>Answers that are one number, perhaps with a unit: <c>70 kg</c>, <c>3.50</c>, <c>$12</c>.</summary>
internal static class NumberFormat
{
    /// <summary>Whether the whole answer is a number with the unit and with so many digits behind its point.</summary>
    internal static bool Has(string answer, string? unit, double? places)
    {
        var number = answer;
        if (unit is not null)
        {
            var isBefore = unit.Length == 1 && !char.IsLetter(unit[0]) && answer.StartsWith(unit, StringComparison.Ordinal);
            if (!isBefore && !answer.EndsWith(unit, StringComparison.Ordinal))
                return false;
            number = (isBefore ? answer[unit.Length..] : answer[..^unit.Length]).Trim();
        }

        number = number.Replace(",", "", StringComparison.Ordinal);
        if (!AnswerFormats.Has("number", number))
            return false;
        var point = number.IndexOf('.', StringComparison.Ordinal);
        return places is null || (point < 0 ? 0 : number.Length - point - 1) == places;
    }

    internal static IEnumerable<(string, bool)> Probes(string? unit, double? places)
    {
        var behind = unit is null ? "" : $" {unit}";
        var digits = new string('5', (int)Math.Min(places ?? 1, 12));
        var number = digits.Length == 0 ? "12" : $"12.{digits}";
        yield return (number + behind, true);
        yield return ($"-{number}{behind}", true);
        yield return ($"It is {number}{behind}", false);
        yield return ($"twelve{behind}", false);
        if (places is not null)
        {
            yield return ((digits.Length == 0 ? "12.5" : number + "5") + behind, false);
            if (digits.Length > 0)
                yield return ((digits.Length == 1 ? "12" : number[..^1]) + behind, false);
        }

        if (unit is not null)
        {
            yield return (number, false);
            yield return ($"{number}{behind}x", false);
        }
    }
}
