using System.Text.Json;
using System.Text.Json.Nodes;
using Rlar.Agents.Rows;
using Rlar.Grpo.Advantages;
using Rlar.Kernels.Advantages;

namespace Rlar.Host.Scoring;

/// <summary>
/// The second pass for estimators that look at the whole batch: the first pass has written OUT.rewards; this one reads all rewards, computes
/// the advantages, and writes OUT with them. It starts anew when it is interrupted: the scores are safe in OUT.rewards.
/// </summary>
/// <param name="settings">The run.</param>
/// <param name="kernels">The backend.</param>
internal sealed class BatchAdvantages(ScoreSettings settings, IAdvantageKernels<double> kernels)
{
    /// <summary>Runs, and removes OUT.rewards at the end.</summary>
    /// <param name="rewardsPath">The output of the first pass.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    internal void Run(string rewardsPath, CancellationToken cancellationToken)
    {
        var batch = new AdvantageBatch();
        foreach (var row in Rows(rewardsPath, cancellationToken))
            batch.Add(GroupRewards.Of([.. row["rewards"]!.AsArray().Select(reward => reward?.GetValue<double>())]));
        var advantages = new AdvantageComputation(kernels, settings.Advantages!).Compute(batch);

        using var output = ResumableOutput.Open(new ResumableOutputOptions { Path = settings.Output, Mode = OutputMode.Restart });
        var next = 0;
        foreach (var row in Rows(rewardsPath, cancellationToken))
        {
            var count = row["rewards"]!.AsArray().Count;
            var values = new JsonArray([.. Enumerable.Range(next, count).Select(i => (JsonNode?)advantages[i])]);
            next += count;
            row.Insert(row.IndexOf("rewards") + 1, "advantages", values);
            output.Append(JsonSerializer.SerializeToUtf8Bytes(row, s_asWritten));
        }

        output.Complete();
        File.Delete(rewardsPath);
    }

    // The texts come from a file of ours and go to another: they need no escaping beyond JSON's own.
    private static readonly JsonSerializerOptions s_asWritten = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static IEnumerable<JsonObject> Rows(string path, CancellationToken cancellationToken)
    {
        using var source = LineSource.Open(path, options: new LineSourceOptions { MaxLineBytes = LineSourceOptions.GreatestLimit });
        while (source.Read(cancellationToken) is { } line)
        {
            using (line)
                yield return JsonNode.Parse(line.Bytes.Span)!.AsObject();
        }
    }
}
