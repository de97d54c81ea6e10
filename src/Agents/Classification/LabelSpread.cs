namespace Rlar.Agents.Classification;

/// <summary>Probabilities of a classifier that names one task and knows how often it is right.</summary>
internal static class LabelSpread
{
    /// <summary>The confidence for the task, the rest in equal parts for the other canonical tasks.</summary>
    internal static Dictionary<string, double> Of(string task, double confidence) =>
        TaskLabel.Canonical.ToDictionary(label => label, label => label == task ? confidence : (1 - confidence) / (TaskLabel.Canonical.Count - 1));
}
