using System.Text.Json;
using Rlar.Scoring.Rows;

namespace Rlar.Tables.Parquet;

/// <summary>The lines of a part as they are converted.</summary>
internal static class ScoredRows
{
    private static readonly string[] s_known = ["id", .. ResultColumns.Names];

    /// <summary>The rows in their order.</summary>
    /// <param name="rows">Lines of JSON; disposed of at the end.</param>
    internal static IEnumerable<JsonElement> Read(Stream rows)
    {
        using (rows)
        {
            using var lines = LineSource.Open("-", rows, new LineSourceOptions { MaxLineBytes = LineSourceOptions.GreatestLimit });
            while (lines.Read(CancellationToken.None) is { } line)
            {
                using (line)
                    yield return JsonElement.Parse(line.Bytes.Span);
            }
        }
    }

    /// <summary>A row for each of the input's: what it was scored as, or undefined where it was bad and skipped.</summary>
    /// <param name="output">The output, for messages.</param>
    /// <param name="input">The input, which is read again: what is bad in it was bad before.</param>
    /// <param name="rows">The scored rows.</param>
    /// <exception cref="OutputException">The rows are not this input's.</exception>
    internal static IEnumerable<JsonElement> Aligned(string output, RowInput input, Stream rows)
    {
        using var scored = Read(rows).GetEnumerator();
        using var source = LineSource.Open(input.Path, null, input.Options);
        var parser = new RowParser(input.Parsing);
        while (Next(source, parser) is var (isThere, id) && isThere)
        {
            if (id is null)
            {
                yield return default;
                continue;
            }

            if (!scored.MoveNext())
                throw OfAnotherInput(output, $"ends before row '{id}' of {input.Path}");
            if (scored.Current.GetProperty("id").GetString() is var other && other != id)
                throw OfAnotherInput(output, $"goes on with row '{other}' where {input.Path} has '{id}'");
            if (scored.Current.EnumerateObject().Select(member => member.Name).FirstOrDefault(name => !s_known.Contains(name)) is { } unknown)
                throw new OutputException(output, $"rows have '{unknown}', for which Parquet has no column", "Write JSON lines (-o OUT.jsonl).");
            yield return scored.Current;
        }

        if (scored.MoveNext())
            throw OfAnotherInput(output, $"has more rows than {input.Path}");
    }

    /// <summary>The error for rows of another input.</summary>
    internal static OutputException OfAnotherInput(string output, string how) =>
        new($"{output}.part", $"it {how}: the input has changed since it was scored", "Use --restart to begin anew.");

    private static (bool IsThere, string? Id) Next(LineSource source, RowParser parser)
    {
        try
        {
            using var line = source.Read(CancellationToken.None);
            return line is null ? (false, null) : (true, parser.Parse(line.Bytes.Span, line.Number, source.Name).Query.Id);
        }
        catch (InputException error) when (error.Line > 0 && !source.IsBroken)
        {
            return (true, null);
        }
    }
}
