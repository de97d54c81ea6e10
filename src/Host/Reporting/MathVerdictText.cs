using System.Text.Json;
using System.Text.Json.Nodes;
using Rlar.Rewards.Verifiers.Mathematics;

namespace Rlar.Host.Reporting;

/// <summary>A verdict of the mathematics verifier for a person, or as JSON.</summary>
internal static class MathVerdictText
{
    private static readonly JsonSerializerOptions s_readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Lines(MathVerdict verdict) => string.Join(
        Environment.NewLine,
        new (string Name, string? Value)[]
        {
            ("verdict", verdict.Outcome.ToString().ToLowerInvariant()),
            ("why", verdict.Layer is null ? verdict.Why : $"{verdict.Why} ({verdict.Layer})"),
            ("gold", verdict.Gold),
            ("  reads as", verdict.GoldTree ?? (verdict.Gold is null ? null : "text")),
            ("answer", verdict.Answer is null ? "none" : $"{verdict.Answer}   (from {verdict.Source})"),
            ("  reads as", verdict.AnswerTree ?? (verdict.Answer is null ? null : "text")),
        }.Where(line => line.Value is not null).Select(line => $"{line.Name,-12}{line.Value!.ReplaceLineEndings(" ")}"));

    internal static string Json(MathVerdict verdict) => new JsonObject
    {
        ["verdict"] = verdict.Outcome.ToString().ToLowerInvariant(),
        ["layer"] = verdict.Layer,
        ["why"] = verdict.Why,
        ["gold"] = verdict.Gold,
        ["gold_tree"] = verdict.GoldTree,
        ["answer"] = verdict.Answer,
        ["source"] = verdict.Source,
        ["answer_tree"] = verdict.AnswerTree,
    }.ToJsonString(s_readable);
}
