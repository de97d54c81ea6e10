using System.Text.Encodings.Web;
using System.Text.Json;
using Rlar.Bench.Mathematics;

namespace Rlar.Bench.Translation;

/// <summary>One hypothesis and its reference.</summary>
/// <param name="Hypothesis">The hypothesis.</param>
/// <param name="References">The reference, as the metrics take it.</param>
internal sealed record MtPair(string Hypothesis, string[] References)
{
    private static readonly string[] s_sets = ["comet_regression.jsonl.gz", "comet_ranking.jsonl.gz", "sentence_mt_edge.jsonl"];
    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.Default };

    /// <summary>The pairs of the shared data; none where it is missing.</summary>
    internal static List<MtPair> All() =>
        [.. s_sets.Select(set => Path.Combine(MathCases.Shared, "data", set)).Where(File.Exists).SelectMany(Read)];

    /// <summary>As the peers read it.</summary>
    internal string Line() => JsonSerializer.Serialize(new[] { Hypothesis, References[0] }, s_plain);

    private static IEnumerable<MtPair> Read(string path)
    {
        foreach (var row in SharedRows.Read(path))
        {
            foreach (var name in new[] { "mt", "pos", "neg", "hyp" })
            {
                if (row.TryGetProperty(name, out var hypothesis))
                    yield return new MtPair(hypothesis.GetString()!, [row.GetProperty("ref").GetString()!]);
            }
        }
    }
}
