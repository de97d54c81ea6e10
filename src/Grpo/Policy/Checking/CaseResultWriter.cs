using System.Text.Json;

namespace Rlar.Grpo.Policy.Checking;

/// <summary>Writes a result as the fields that a row of expected numbers has.</summary>
internal static class CaseResultWriter
{
    /// <summary>Writes one object.</summary>
    internal static void Write(Utf8JsonWriter json, string? id, CaseResult result)
    {
        json.WriteStartObject();
        if (id is not null)
            json.WriteString("id", id);
        Rows(json, "logps", result.Logprobs);
        Rows(json, "entropies", result.Entropies);
        json.WriteNumber("loss", result.Loss);
        Optional(json, "kl", result.Metrics.Kl);
        Optional(json, "clip_fraction", result.Metrics.Clipped);
        Optional(json, "ratio_outside_fraction", result.Metrics.Outside);
        Optional(json, "ratio_min", result.Metrics.Least);
        Optional(json, "ratio_max", result.Metrics.Greatest);
        Optional(json, "ratio_mean", result.Metrics.Mean);
        json.WriteStartArray("logits_probe");
        foreach (var (sequence, position, top) in result.Probes)
        {
            json.WriteStartObject();
            json.WriteNumber("seq", sequence);
            json.WriteNumber("pos", position);
            json.WriteStartArray("top5");
            foreach (var (token, logit) in top)
            {
                json.WriteStartArray();
                json.WriteNumberValue(token);
                json.WriteNumberValue(logit);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("grad_norm", result.GradientNorm);
        json.WriteStartObject("gradients");
        foreach (var (name, summary) in result.Gradients)
        {
            json.WriteStartObject(name);
            Summary(json, summary);
            json.WriteNumber("sum", summary.Sum);
            Numbers(json, "first8", summary.First);
            if (summary.All is { } all)
                Numbers(json, "full", all);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        if (result.After is { } after)
            Steps(json, after);
        json.WriteEndObject();
    }

    private static void Steps(Utf8JsonWriter json, CaseSteps after)
    {
        json.WriteStartObject("after");
        json.WriteNumber("steps", after.Optimizer.Steps);
        json.WriteStartObject("optimizer");
        json.WriteString("name", "adamw");
        json.WriteNumber("lr", after.Optimizer.Rate);
        Numbers(json, "betas", [after.Optimizer.Beta1, after.Optimizer.Beta2]);
        json.WriteNumber("eps", after.Optimizer.Epsilon);
        json.WriteNumber("weight_decay", after.Optimizer.Decay);
        Optional(json, "max_grad_norm", after.Optimizer.MaxNorm);
        json.WriteEndObject();
        Numbers(json, "per_step_loss", after.Losses);
        Numbers(json, "per_step_grad_norm", after.Norms);
        json.WriteNumber("final_loss", after.FinalLoss);
        json.WriteStartObject("tensors");
        foreach (var (name, summary) in after.Tensors)
        {
            json.WriteStartObject(name);
            Summary(json, summary);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Summary(Utf8JsonWriter json, TensorSummary summary)
    {
        json.WriteNumber("norm", summary.Norm);
        json.WriteNumber("cos_probe", summary.CosineProbe);
    }

    private static void Rows(Utf8JsonWriter json, string name, IReadOnlyList<double[]> rows)
    {
        json.WriteStartArray(name);
        foreach (var row in rows)
            Values(json, row);
        json.WriteEndArray();
    }

    private static void Numbers(Utf8JsonWriter json, string name, IEnumerable<double> numbers)
    {
        json.WritePropertyName(name);
        Values(json, numbers);
    }

    private static void Values(Utf8JsonWriter json, IEnumerable<double> numbers)
    {
        json.WriteStartArray();
        foreach (var number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static void Optional(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } value)
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }
}
