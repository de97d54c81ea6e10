using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rlar.Host.Evaluation;

namespace Rlar.Host.Reporting;

/// <summary>A system's score for a person, as sacrebleu prints it, or as JSON.</summary>
internal static class SystemScoreText
{
    private static readonly JsonSerializerOptions s_readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One line: metric and signature, score, what there is of details and resampling.</summary>
    /// <param name="score">The score.</param>
    /// <param name="width">Digits after the point.</param>
    internal static string Line(SystemScore score, int width)
    {
        string Number(double value) => value.ToString("F" + width.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var text = $"{score.Statistics.Metric.Name}|{score.Signature} = {Number(score.Statistics.Score)}";
        if (score.Estimate is { } estimate)
        {
            text += $" (μ = {Number(estimate.Mean)} ± {Number(estimate.HalfWidth)})";
            if (estimate.PValue is { } p)
                text += string.Create(CultureInfo.InvariantCulture, $" (p = {p:F4}){(p < 0.05 ? "*" : "")}");
        }

        return score.Statistics.Detail is { Length: > 0 } detail ? $"{text} {detail}" : text;
    }

    /// <summary>One JSON object, numbers in full.</summary>
    internal static string Json(SystemScore score)
    {
        var json = new JsonObject
        {
            ["system"] = score.System,
            ["name"] = score.Statistics.Metric.Name,
            ["score"] = score.Statistics.Score,
            ["signature"] = score.Signature,
            ["higher_is_better"] = score.Statistics.Metric.HigherIsBetter,
            ["segments"] = score.Statistics.Count,
        };
        if (score.Statistics.Detail is { Length: > 0 } detail)
            json["verbose_score"] = detail;
        if (score.Estimate is { } estimate)
        {
            json["mean"] = estimate.Mean;
            json["ci"] = estimate.HalfWidth;
            json["p_value"] = estimate.PValue;
        }

        if (score.Statistics.Remark is { } remark)
            json["remark"] = remark;
        return json.ToJsonString(s_readable);
    }
}
