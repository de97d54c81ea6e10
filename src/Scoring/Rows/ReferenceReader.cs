using System.Text.Json;

namespace Rlar.Scoring.Rows;

/// <summary>
/// Reads the references: a string, a number or boolean (its JSON text), or a list of those. Beside another column that gives the reference,
/// solution is the worked solution that GSM8K, MATH and their descendants carry, and gives way. Any other two that differ are refused.
/// </summary>
internal static class ReferenceReader
{
    /// <summary>The references; none where the row has none.</summary>
    public static IReadOnlyList<string> Read(in RowValues row)
    {
        var present = row.Present(RowField.Reference);
        if (present.Count == 0)
            return [];
        if (present.Count > 1)
            present.RemoveAll(c => c.Name == "solution");

        var references = Values(row[present[0]]);
        foreach (var other in present.Skip(1))
        {
            // A value that cannot be a reference is a different value: both columns are named, not the second's type.
            var value = row[other];
            if (value.Kind == JsonTokenType.StartObject || !references.SequenceEqual(Values(value)))
                throw row.Ambiguous(RowField.Reference, present[0], other);
        }

        return references;
    }

    private static IReadOnlyList<string> Values(JsonSlice value)
    {
        if (value.Kind != JsonTokenType.StartArray)
            return [One(value)];
        var references = new List<string>();
        foreach (var item in value.Items())
            references.Add(One(item));
        return references;
    }

    private static string One(JsonSlice value) => value.Kind switch
    {
        JsonTokenType.String => value.Text(),
        JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => value.Literal(),
        _ => throw value.WrongType("a string, a number, a boolean or a list of them"),
    };
}
