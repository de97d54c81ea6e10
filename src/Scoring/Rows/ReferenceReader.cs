using System.Text.Json;

namespace Rlar.Scoring.Rows;

/// <summary>
/// Reads the references: a string, a number (its JSON text), a boolean (true is yes, too, as BoolQ is answered), a list of those, or an object of a shape
/// that data sets have (<see cref="ReferenceObjects"/>). What is no reference but instructions goes to the constraints. Beside another column that gives
/// the reference, solution is the worked solution that GSM8K, MATH and their descendants carry, and gives way; so does an answer that ends in the
/// final_answer; of an answer and a list of aliases that holds it, the list counts. Any other two that differ are refused.
/// </summary>
internal static class ReferenceReader
{
    /// <summary>What the row expects; null where it has no such column.</summary>
    public static Expectation? Read(in RowValues row)
    {
        var options = ChoiceReader.Options(row);
        var present = row.Present(RowField.Reference);
        LeaveWanted(row, present);
        if (present.Count > 1)
            LeaveWorked(row, present);
        Expectation? expected = null;
        Column? first = null;
        foreach (var column in present)
        {
            if (expected is not null && row[column].Kind == JsonTokenType.StartObject && !ReferenceObjects.Add(row[column], new Expectation()))
                throw row.Ambiguous(RowField.Reference, first!, column);
            var other = Values(row[column], column, options);
            if (expected is null || other.Holds(expected))
                (expected, first) = (other, column);
            else if (!expected.IsSame(other) && !expected.Holds(other))
                throw row.Ambiguous(RowField.Reference, first!, column);
        }

        if (options is null && expected is not null && first is not null)
            AddBeside(row, expected, first);
        if (first?.Name == "target" && row.First(RowField.Numbers) is { } numbers && row[numbers].Kind == JsonTokenType.StartArray)
            expected!.Numbers ??= row[numbers].Element();
        return options is null || !row.Has(RowField.ChoiceIndex) ? Parted(row, expected) : ChoiceReader.WithIndex(row, options, expected, first);
    }

    // KTO's label says whether the completion is a wanted one, and of the answer nothing.
    private static void LeaveWanted(in RowValues row, List<Column> present)
    {
        var at = present.FindIndex(column => column.Name == "label");
        if (at < 0 || row[present[at]].Kind is not (JsonTokenType.True or JsonTokenType.False)
            || !row.Present(RowField.Completion).Exists(other => other.Name == "completion"))
            return;
        row.LeaveUnread(present[at], "beside one completion a label that is true or false says whether this is a wanted one, and is no reference");
        present.RemoveAt(at);
    }

    // What stands beside the answer: its aliases, or options that a number chooses from, which then is no answer by itself.
    private static void AddBeside(in RowValues row, Expectation expected, Column first)
    {
        if (row.Has(RowField.SpreadOptions) && expected.Texts is [[>= '0' and <= '9']])
        {
            throw row.Place.Refuse(
                first.Name,
                $"'{expected.Texts[0]}' is one of the options, which stand in columns of their own ('{row.First(RowField.SpreadOptions)!.Name}', …)",
                "Give the options as a list under choices, and the right one by its letter or its text: some data sets count from 0 and some from 1.");
        }

        foreach (var column in row.Present(RowField.Aliases))
        {
            if (row[column].Kind != JsonTokenType.StartArray || expected.Texts.Count == 0)
                continue;
            foreach (var alias in row[column].Items())
            {
                if (alias.Kind == JsonTokenType.String && alias.Text() is var text && !expected.Texts.Contains(text))
                    expected.Texts.Add(text);
            }
        }
    }

    // A value that cannot be a reference is a different value: both columns are named, not the second's type.
    private static Expectation Values(JsonSlice value, Column column, ChoiceOptions? options)
    {
        var expected = new Expectation();
        if (options is not null && options.Letter(value, isKey: column.Name == "answerKey") is { } letter)
            expected.Texts.Add(letter);
        else if (options is not null && value.Kind == JsonTokenType.StartArray)
            AddChosen(value, column, options, expected);
        else if (value.Kind is JsonTokenType.True or JsonTokenType.False)
            expected.Texts.AddRange(value.Kind == JsonTokenType.True ? ["true", "yes"] : ["false", "no"]);
        else
            Add(value, column, expected);
        return expected;
    }

    private static void AddChosen(JsonSlice list, Column column, ChoiceOptions options, Expectation expected)
    {
        foreach (var item in list.Items())
        {
            if (options.Letter(item, isKey: false) is { } letter)
                expected.Texts.Add(letter);
            else
                Add(item, column, expected);
        }
    }

    private static void Add(JsonSlice value, Column column, Expectation expected)
    {
        switch (value.Kind)
        {
            case JsonTokenType.String:
                AddText(value, column, expected);
                break;
            case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                expected.Texts.Add(value.Literal());
                break;
            case JsonTokenType.StartArray when !ReferenceObjects.AddList(value, expected):
                foreach (var item in value.Items())
                {
                    if (item.Kind == JsonTokenType.StartArray)
                        throw item.WrongType(Wanted);
                    Add(item, column, expected);
                }

                break;
            case JsonTokenType.StartObject when !ReferenceObjects.Add(value, expected):
                throw value.Place.Refuse(
                    value.Name,
                    $"it must be {Wanted}, not an object of a shape that is not known",
                    "For json-fields write it as a string that holds the JSON; the shapes that are read are in docs/rows.md.");
            case JsonTokenType.Null or JsonTokenType.None:
                throw value.WrongType(Wanted);
        }
    }

    private const string Wanted = "a string, a number, a boolean or a list of them";

    // Nearly every reference begins with something else than a bracket, and none may cost it anything.
    private static void AddText(JsonSlice value, Column column, Expectation expected)
    {
        var text = value.Text();
        var start = text.AsSpan().TrimStart();
        if (start.Length == 0 || start[0] is not ('{' or '['))
            expected.Texts.Add(text);
        else if (ReferenceObjects.IsInstructions(start))
            expected.Add(value.Element());
        else if (start[0] != '{' || !ReferenceObjects.AddText(value, isOfTrainer: column.Inner.Count > 0, expected))
            expected.Texts.Add(text);
    }

    private static void LeaveWorked(in RowValues row, List<Column> present)
    {
        for (var i = present.Count - 1; i >= 0; i--)
        {
            var isWorked = present[i].Name == "solution"
                || (present[i].Name == "answer" && present[0].Name == "final_answer" && EndsIn(row[present[i]], row[present[0]]));
            if (!isWorked)
                continue;
            row.LeaveUnread(present[i], "another column gives the reference, and this is then the worked solution");
            present.RemoveAt(i);
        }
    }

    private static bool EndsIn(JsonSlice worked, JsonSlice final)
    {
        if (worked.Kind != JsonTokenType.String || final.Kind is not (JsonTokenType.String or JsonTokenType.Number))
            return false;
        var answer = final.Kind == JsonTokenType.String ? final.Text().Trim() : final.Literal();
        return answer.Length > 0 && worked.Text().AsSpan().TrimEnd(" \n.$}").EndsWith(answer.AsSpan().TrimEnd(" \n.$}"), StringComparison.Ordinal);
    }

    // A row of open-instruct with several verifiers has dataset and ground_truth as lists of one length. Instructions are told by their form; of the
    // others there can be one: two references under two verifiers are no alternatives.
    private static Expectation? Parted(in RowValues row, Expectation? expected)
    {
        if (expected is null || expected.Texts.Count < 2)
            return expected;
        var dataset = row.First(RowField.Task) is null ? null : row.Present(RowField.Task).Find(column => column.Name == "dataset");
        var verifiers = dataset is null ? 0 : Count(row[dataset]);
        if (verifiers < 2)
            return expected;
        var column = row.First(RowField.Reference)!;
        var distinct = expected.Texts.Distinct(StringComparer.Ordinal).ToList();
        if (distinct.Count > 1 || verifiers != expected.Texts.Count + (expected.Instructions?.Count ?? 0))
        {
            throw row.Place.Refuse(
                column.Name,
                $"{verifiers} verifiers are named in 'dataset', and several of them have a reference of their own",
                "Give each verifier a row of its own: one row has one reference, or alternatives for one.");
        }

        expected.Texts.RemoveRange(1, expected.Texts.Count - 1);
        return expected;
    }

    private static int Count(JsonSlice value)
    {
        var count = 0;
        if (value.Kind == JsonTokenType.StartArray)
        {
            foreach (var _ in value.Items())
                count++;
        }

        return count;
    }
}
