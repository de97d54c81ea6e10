namespace Rlar.Rewards.Verifiers.Answering.Questions;

/// <summary>A date as far as a text gives it.</summary>
/// <param name="Year">The year, or 0.</param>
/// <param name="Month">The month, or 0.</param>
/// <param name="Day">The day, or 0.</param>
/// <param name="First">Its first word.</param>
/// <param name="Last">Its last word.</param>
internal readonly record struct DateText(int Year, int Month, int Day, int First, int Last)
{
    /// <summary>Whether there is a year and no more.</summary>
    internal bool IsYear => Month == 0;

    /// <summary>Whether nothing in it is against another date.</summary>
    internal bool Agrees(DateText other) =>
        AreOne(Year, other.Year) && AreOne(Month, other.Month) && AreOne(Day, other.Day);

    private static bool AreOne(int left, int right) => left == 0 || right == 0 || left == right;

    /// <summary>The dates of a text: May 18, 2018; 18(th of) May 2018; May 2018; 2018-05-18; 2018; 2018年5月18日.</summary>
    /// <param name="text">The text.</param>
    /// <param name="dates">The dates are added to it.</param>
    internal static void ReadAll(ReadText text, List<DateText> dates)
    {
        for (var at = 0; at < text.Count;)
        {
            if (Read(text, at) is { } date)
            {
                dates.Add(date);
                if (date.Last == at + 4 && date.First == at && text.Words[at].Value <= 12 && date.Day <= 12)
                    dates.Add(date with { Month = date.Day, Day = date.Month }); // 4/5/2006 is either
                at = date.Last + 1;
            }
            else
            {
                at++;
            }
        }
    }

    private static DateText? Read(ReadText text, int at)
    {
        if (MonthAt(text, at) is > 0 and var month)
            return FromMonth(text, at, month);
        if (!IsNumber(text, at))
            return null;
        var value = (int)text.Words[at].Value;
        if (IsDay(value) && IsPart(text, at + 1) && at + 4 < text.Count && text.Words[at + 3].Kind == text.Words[at + 1].Kind && IsYearNumber(text, at + 4)
            && text[at + 1] is "/" or "-" or ".")
        {
            var second = (int)text.Words[at + 2].Value;
            var year = (int)text.Words[at + 4].Value;
            return second > 12 ? new DateText(year, value, second, at, at + 4) : new DateText(year, second, value, at, at + 4);
        }

        if (IsDay(value) && at + 1 < text.Count)
        {
            var next = text[at + 1] is "of" or "de" ? at + 2 : at + 1;
            if (MonthAt(text, next) is > 0 and var later)
            {
                var year = YearAt(text, next + 1, out var last);
                return new DateText(year, later, value, at, year == 0 ? next : last);
            }
        }

        if (!IsYearNumber(text, at))
            return null;
        if (IsMark(text, at + 1, "年") && IsNumber(text, at + 2) && IsMark(text, at + 3, "月"))
        {
            var hasDay = IsNumber(text, at + 4) && (IsMark(text, at + 5, "日") || IsMark(text, at + 5, "号"));
            return new DateText(value, (int)text.Words[at + 2].Value, hasDay ? (int)text.Words[at + 4].Value : 0, at, hasDay ? at + 5 : at + 3);
        }

        return IsPart(text, at + 1) && IsPart(text, at + 3) && (int)text.Words[at + 2].Value is >= 1 and <= 12 and var middle
            ? new DateText(value, middle, (int)text.Words[at + 4].Value, at, at + 4)
            : new DateText(value, 0, 0, at, IsMark(text, at + 1, "年") ? at + 1 : at);
    }

    private static DateText FromMonth(ReadText text, int at, int month)
    {
        var (day, last) = (0, at);
        var next = at + 1 < text.Count && text[at + 1] is "the" ? at + 2 : at + 1;
        if (IsNumber(text, next) && IsDay((int)text.Words[next].Value))
            (day, last) = ((int)text.Words[next].Value, next);
        var year = YearAt(text, last + 1, out var end);
        return new DateText(year, month, day, at, year == 0 ? last : end);
    }

    // With a comma, or "of", or nothing before it.
    private static int YearAt(ReadText text, int at, out int last)
    {
        if (at < text.Count && (text.Words[at].Kind == WordKind.Comma || text[at] is "of" or "in" or "de"))
            at++;
        last = at;
        return IsYearNumber(text, at) ? (int)text.Words[at].Value : 0;
    }

    private static int MonthAt(ReadText text, int at)
    {
        if (at >= text.Count || text.Words[at] is not { Kind: WordKind.Word, Month: > 0 and var month })
            return 0;

        // "may", "march": words as well, unless a number stands beside them.
        var isSure = text.Words[at].IsCapital || IsNumber(text, at + 1) || IsNumber(text, at - 1) || text.Count == 1;
        return isSure ? month : 0;
    }

    private static bool IsNumber(ReadText text, int at) => at >= 0 && at < text.Count && text.Words[at].Kind == WordKind.Number;

    private static bool IsMark(ReadText text, int at, string mark) => at < text.Count && text[at].SequenceEqual(mark);

    private static bool IsPart(ReadText text, int dash) =>
        dash + 1 < text.Count && text.Words[dash].Kind is WordKind.Dash or WordKind.Comma && IsNumber(text, dash + 1) && IsDay((int)text.Words[dash + 1].Value);

    private static bool IsDay(int value) => value is >= 1 and <= 31;

    private static bool IsYearNumber(ReadText text, int at) =>
        IsNumber(text, at) && text.Words[at] is { Length: 4, Value: >= 1000 and <= 2100 } && char.IsAsciiDigit(text[at][0]) && !text[at].Contains('.');
}
