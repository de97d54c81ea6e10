using System.Text.Json;

namespace Rlar.Scoring.Rows;

/// <summary>How deep the values of a row may be nested, and what to say of a row that goes deeper.</summary>
public static class JsonNesting
{
    /// <summary>The most levels of lists and objects in each other: the JSON reader's own limit.</summary>
    public const int Greatest = 64;

    /// <summary>The error for a row that is nested too deeply; null for one that is not, whatever else is wrong with it.</summary>
    /// <param name="file">The input's name.</param>
    /// <param name="number">One-based line number.</param>
    /// <param name="line">The row, as UTF-8.</param>
    /// <param name="error">What the JSON reader said.</param>
    public static InputException? Refusal(string file, long number, ReadOnlySpan<byte> line, JsonException error) =>
        IsTooDeep(line)
            ? new InputException(
                file, number, null, $"lists and objects stand in each other deeper than {Greatest} levels",
                "Leave the deep field out, or write it as a string that holds the JSON.", error)
            : null;

    // The reader tells its errors apart by their text alone, so the levels are counted: it needs no stack, only a bit a level.
    private static bool IsTooDeep(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject && reader.CurrentDepth >= Greatest)
                    return true;
            }
        }
        catch (JsonException)
        {
            // Something else is wrong before that depth.
        }

        return false;
    }
}
