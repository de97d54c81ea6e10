using System.Text;
using System.Text.Json;
using Rlar.Scoring.Rows;
using Rlar.Tables.Json;

namespace Rlar.Tables.Csv;

/// <summary>A cell as JSON, by what its column may hold.</summary>
/// <param name="column">The column's name.</param>
/// <param name="isCompletion">Whether it holds completions: an empty cell is an empty one.</param>
internal sealed class CsvCell(string column, bool isCompletion)
{
    // Columns whose values are lists or objects wherever they are one: text that looks like them stays text elsewhere, since an answer may be "[1, 2]".
    private static readonly HashSet<string> s_structured =
    [
        "completions", "responses", "generations", "outputs", "messages", "references", "choices", "tests", "constraints", "metadata", "extra_info",
        "reward_model", "lengths", "completion_lengths", "instruction_id_list", "kwargs", "test_list", "tools", "functions", "expected_calls",
        "possible_answer", "schema", "json_schema", "response_format", "passages", "contexts", "documents", "citations", "rewards", "mask",
        "advantages", "tokens", "reference_rewards", "truncated", "finish_reasons", "completion_ids", "preferences", "outcome_rewards",
    ];

    private readonly bool _isStructured = s_structured.Contains(column);

    /// <summary>Writes a cell.</summary>
    /// <param name="row">Where to.</param>
    /// <param name="text">Its text, without quotes.</param>
    /// <param name="file">The input's name, for messages.</param>
    /// <param name="number">The row's number, for messages.</param>
    /// <exception cref="InputException">It is a Python list or dict where JSON is wanted.</exception>
    internal void Write(RowBuffer row, ReadOnlySpan<char> text, string file, long number)
    {
        if (text.Length == 0 && !isCompletion)
        {
            row.Write("null"u8);
            return;
        }

        var start = text.TrimStart();
        if (_isStructured ? start is ['[' or '{', ..] : column == "prompt" && IsTurns(start))
        {
            var bytes = Encoding.UTF8.GetBytes(text.Trim().ToString());
            if (!IsJson(bytes))
            {
                throw new InputException(
                    file, number, column, "the cell looks like a list or an object, and is not JSON: Python's own form is not read",
                    "Write it with json.dumps before to_csv, or save the table as Parquet or JSON lines.");
            }

            bytes.AsSpan().Replace((byte)'\n', (byte)' ');
            bytes.AsSpan().Replace((byte)'\r', (byte)' ');
            row.Write(bytes);
            return;
        }

        JsonText.Write(row, text);
    }

    /// <summary>Whether a prompt is a list of turns, in JSON or in Python's form.</summary>
    private static bool IsTurns(ReadOnlySpan<char> text)
    {
        if (text is not ['[', ..])
            return false;
        text = text[1..].TrimStart();
        if (text is not ['{', ..])
            return false;
        text = text[1..].TrimStart();
        return text is ['"' or '\'', ..] && (text[1..].StartsWith("role") || text[1..].StartsWith("content"));
    }

    private static bool IsJson(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = 1000 });
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
