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
    /// <param name="input">The input, which is read again.</param>
    /// <param name="rows">The scored rows.</param>
    /// <param name="inputs">The hash of the input's row that each was made of.</param>
    /// <exception cref="OutputException">The rows are not this input's.</exception>
    internal static IEnumerable<JsonElement> Aligned(string output, RowInput input, Stream rows, IEnumerable<ulong> inputs)
    {
        using var scored = Read(rows).Zip(inputs).GetEnumerator();
        using var source = LineSource.Open(input.Path, null, input.Options);
        var isLeft = scored.MoveNext();
        while (Next(source) is var (isThere, hash) && isThere)
        {
            if (!isLeft || hash != scored.Current.Second)
            {
                yield return default;
                continue;
            }

            var row = scored.Current.First;
            if (row.EnumerateObject().Select(member => member.Name).FirstOrDefault(name => !s_known.Contains(name)) is { } unknown)
                throw new OutputException(output, $"rows have '{unknown}', for which Parquet has no column", "Write JSON lines (-o OUT.jsonl).");
            yield return row;
            isLeft = scored.MoveNext();
        }

        if (isLeft)
            throw OfAnotherInput(output, $"has row '{scored.Current.First.GetProperty("id").GetString()}', which {input.Path} has no more as it was");
    }

    /// <summary>The error for rows of another input.</summary>
    internal static OutputException OfAnotherInput(string output, string how) =>
        new($"{output}.part", $"it {how}: the input has changed since it was scored", "Use --restart to begin anew.");

    // A line that cannot be read was bad before.
    private static (bool IsThere, ulong? Hash) Next(LineSource source)
    {
        try
        {
            using var line = source.Read(CancellationToken.None);
            return (line is not null, line?.Hash);
        }
        catch (InputException error) when (error.Line > 0 && !source.IsBroken)
        {
            return (true, null);
        }
    }
}
