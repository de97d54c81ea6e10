using Rlar.Agents.Library;
using Rlar.Agents.Rewards;

namespace Rlar.Agents.RewardModels;

/// <summary>How a reward model is asked and what becomes of its logits.</summary>
/// <param name="Input">"auto", "chat", "pair" or "completion".</param>
/// <param name="Activation">"auto", "logit", "sigmoid", "softmax" or "par".</param>
/// <param name="Label">The label that is scored, by name or index; empty for the only one, or the second of two.</param>
/// <param name="Labels">The labels where no file names them; null for none.</param>
/// <param name="Negate">Whether the label is a bad one.</param>
/// <param name="Steepness">PAR's k.</param>
/// <param name="References">The most references that PAR looks at.</param>
/// <param name="Template">The chat template: "auto" for the model's own, or a family's name.</param>
/// <param name="Thinking">Whether thinking is judged, too.</param>
public sealed record RewardModelOptions(
    string Input, string Activation, string Label, IReadOnlyList<string>? Labels, bool Negate, double Steepness, int References, string Template, bool Thinking)
{
    /// <summary>The range that is taken for worst and best where values are logits, which have no bounds.</summary>
    public static ValueRange Logits { get; } = new(-10, 10);

    /// <summary>The range of the values.</summary>
    public ValueRange Range => Activation == "logit" ? Logits : ValueRange.Unit;

    /// <summary>Reads the options.</summary>
    /// <param name="settings">The settings.</param>
    /// <exception cref="ToolException">A value is not possible.</exception>
    public static RewardModelOptions Read(ToolSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var labels = settings.Text("labels", "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new(
            settings.Choice("input", "auto", "auto", "chat", "pair", "completion"),
            settings.Choice("activation", "auto", "auto", "logit", "sigmoid", "softmax", "par"),
            settings.Text("label", ""),
            labels.Length > 0 ? labels : null,
            settings.Flag("negate", false),
            settings.Number("par-k", 1, 1e-3, 1e3),
            settings.Integer("par-references", 10, 1, 10),
            settings.Text("template", "auto"),
            settings.Choice("thinking", "strip", "strip", "keep") == "keep");
    }
}
