using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Rlar.Scoring.Pipeline;
using Rlar.Scoring.Rows;
using Rlar.Server.Service;
using Rlar.Server.Wire;

namespace Rlar.Server.Native;

/// <summary>A row's way from JSON to JSON: parsed as <c>rlar score</c> does, scored by the service, written as it does.</summary>
/// <param name="parser">Reads rows.</param>
/// <param name="parts">What the server has.</param>
/// <param name="options">The estimators.</param>
/// <param name="source">Who asks.</param>
internal sealed class RowScoring(RowParser parser, ServerParts parts, NativeOptions options, string source)
{
    /// <summary>Reads what is asked beside rows: <c>?advantage=grpo&amp;timing=true&amp;deadline=10</c>.</summary>
    /// <exception cref="BadRequestException">A value is none that there is.</exception>
    internal ScoreQuery Read(IQueryCollection query)
    {
        IAdvantages? advantages = null;
        var name = (string?)query["advantage"];
        if (name is not null and not "none" && !options.Advantages.TryGetValue(name, out advantages))
            throw NoEstimator(name);
        TimeSpan? deadline = null;
        if ((string?)query["deadline"] is { } text)
        {
            deadline = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 1e6
                ? TimeSpan.FromSeconds(seconds)
                : throw new BadRequestException("deadline", $"'{text}' is no number of seconds above 0", "Give seconds, such as 30.");
        }

        return new ScoreQuery(
            advantages,
            name == "none",
            (string?)query["timing"] switch
            {
                null or "false" => false,
                "true" => true,
                var other => throw new BadRequestException("timing", $"'{other}' is neither true nor false", "Give true or false."),
            },
            deadline);
    }

    /// <summary>Scores a row and writes its answer.</summary>
    /// <param name="row">The row.</param>
    /// <param name="number">Its number, for messages and for the id of a row without one.</param>
    /// <param name="name">What messages call the input.</param>
    /// <param name="asked">What is asked beside it.</param>
    /// <param name="output">Takes the answer, a JSON object.</param>
    /// <param name="cancellationToken">The client has hung up.</param>
    internal async ValueTask ScoreAsync(
        ReadOnlyMemory<byte> row, long number, string name, ScoreQuery asked, PooledOutput output, CancellationToken cancellationToken)
    {
        var group = parser.Parse(row.Span, number, name);
        if (group.Completions.Count > parts.Limits.Completions)
            throw new BadRequestException("completions", $"there are {group.Completions.Count}", $"Send at most {parts.Limits.Completions} in one row.");
        var scored = await parts.Rewards.ScoreAsync(new ScoreRequest(group, source) { Deadline = asked.Deadline }, cancellationToken);
        output.Append(output.Writer.Write(As(asked, scored)).Span);
    }

    /// <summary>Scores the rows of a list and writes the list of their answers.</summary>
    /// <exception cref="BadRequestException">It is no list.</exception>
    /// <exception cref="InputException">One of them is no row: none is answered.</exception>
    internal async ValueTask ScoreListAsync(ReadOnlyMemory<byte> list, ScoreQuery asked, PooledOutput output, CancellationToken cancellationToken)
    {
        var rows = Split(list);
        var answers = new PooledOutput?[rows.Count];
        try
        {
            await Parallel.ForAsync(
                0,
                rows.Count,
                new ParallelOptions { MaxDegreeOfParallelism = options.StreamParallelism, CancellationToken = cancellationToken },
                async (i, token) => await ScoreAsync(rows[i], i + 1, "row", asked, answers[i] = PooledOutput.Rent(), token));
            output.Append("["u8);
            for (var i = 0; i < answers.Length; i++)
            {
                if (i > 0)
                    output.Append(","u8);
                output.Append(answers[i]!.Written);
            }

            output.Append("]"u8);
        }
        finally
        {
            foreach (var answer in answers)
                answer?.Dispose();
        }
    }

    private BadRequestException NoEstimator(string name) => new(
        "advantage", $"there is no estimator '{name}' here", $"Give {string.Join(", ", options.Advantages.Keys.Prepend("none"))}.");

    private static ScoredGroup As(ScoreQuery asked, ScoredGroup scored)
    {
        if (asked.MeasuresTime)
            scored = ScoredGroup.Of(scored.Group, scored.Route, scored.Calls, measuresTime: true) with { Advantages = scored.Advantages };
        if (asked.Drops)
            return scored.Advantages is null ? scored : scored with { Advantages = null };
        return asked.Advantages is { } advantages
            ? scored with { Advantages = advantages.Compute([new RewardedGroup(scored.Rewards, scored.Lengths)]).Single() }
            : scored;
    }

    private static List<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> list)
    {
        var rows = new List<ReadOnlyMemory<byte>>();
        try
        {
            var reader = new Utf8JsonReader(list.Span);
            reader.Read();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                rows.Add(list[start..(int)reader.BytesConsumed]);
            }

            reader.Read(); // what follows the list is an error that only a further read finds
        }
        catch (JsonException error)
        {
            throw JsonBody.NoJson(error);
        }

        return rows;
    }
}
