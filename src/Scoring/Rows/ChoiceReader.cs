namespace Rlar.Scoring.Rows;

/// <summary>
/// Reads the options of a multiple choice (MMLU, ARC, HellaSwag, MedQA and their like) and which of them is right. The data sets count from 0 where they
/// give a number; a number that may be an index as well as an option's text, and is not the same option, is refused.
/// </summary>
internal static class ChoiceReader
{
    /// <summary>The row's options; null where it has none.</summary>
    public static ChoiceOptions? Options(in RowValues row)
    {
        if (!row.Has(RowField.Choices))
            return null;
        foreach (var column in row.Columns[RowField.Choices])
        {
            var value = row[column];
            if (!value.Present)
                continue;
            if (ChoiceOptions.Of(value) is { } options)
                return options;
            if (ReplyReader.OfColumn(value) is null)
                row.LeaveUnread(column, "it is no list of options ([\"…\", \"…\"], {\"A\": \"…\"} or {\"text\": […], \"label\": […]})");
        }

        return null;
    }

    /// <summary>What the row expects where a column of its own says which option is right.</summary>
    /// <param name="row">The row.</param>
    /// <param name="options">The options.</param>
    /// <param name="expected">What the other columns expect, or null.</param>
    /// <param name="first">The column that it is from.</param>
    public static Expectation? WithIndex(in RowValues row, ChoiceOptions options, Expectation? expected, Column? first)
    {
        foreach (var column in row.Present(RowField.ChoiceIndex))
        {
            if (options.Letter(row[column], isKey: false) is not { } letter)
            {
                row.LeaveUnread(column, "it is no index and no label of the options");
                continue;
            }

            if (expected is not null && !expected.Texts.TrueForAll(text => options.LetterOf(text) == letter))
                throw row.Ambiguous(RowField.Reference, first!, column);
            var chosen = new Expectation();
            chosen.Texts.Add(letter);
            return chosen;
        }

        return expected;
    }
}
