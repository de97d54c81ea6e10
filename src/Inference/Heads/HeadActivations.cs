namespace Rlar.Inference.Heads;

/// <summary>From logits to scores.</summary>
public static class HeadActivations
{
    /// <summary>
    /// What transformers' text-classification pipeline does: nothing for regression, the sigmoid for one label or several that may hold
    /// together, softmax for several of which one holds.
    /// </summary>
    /// <param name="labels">How many labels there are.</param>
    /// <param name="problemType">The problem_type of config.json; null where there is none.</param>
    internal static HeadActivation Default(int labels, string? problemType) => problemType switch
    {
        "regression" => HeadActivation.Logit,
        "multi_label_classification" => HeadActivation.Sigmoid,
        _ => labels == 1 ? HeadActivation.Sigmoid : HeadActivation.Softmax,
    };

    /// <summary>The score of one label.</summary>
    /// <param name="activation">What is done to the logits.</param>
    /// <param name="logits">All of them.</param>
    /// <param name="label">The label's index.</param>
    public static double Apply(HeadActivation activation, ReadOnlySpan<float> logits, int label)
    {
        switch (activation)
        {
            case HeadActivation.Logit:
                return logits[label];
            case HeadActivation.Sigmoid:
                return Sigmoid(logits[label]);
            default:
                var most = float.NegativeInfinity;
                foreach (var logit in logits)
                    most = Math.Max(most, logit);
                var sum = 0.0;
                foreach (var logit in logits)
                    sum += Math.Exp((double)logit - most);
                return Math.Exp((double)logits[label] - most) / sum;
        }
    }

    /// <summary>1 / (1 + exp(-x)), without overflow.</summary>
    /// <param name="x">Any number.</param>
    public static double Sigmoid(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));

    /// <summary>The index of a label that is given by its name, whatever its case, or by its index.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="wanted">A name, or an index from 0.</param>
    /// <exception cref="InferenceException">There is no such label, or its name is there twice.</exception>
    public static int IndexOf(IReadOnlyList<string> labels, string wanted)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var found = Enumerable.Range(0, labels.Count).Where(index => labels[index].Equals(wanted, StringComparison.OrdinalIgnoreCase)).ToList();
        if (found.Count == 1)
            return found[0];
        if (found.Count == 0 && int.TryParse(wanted, out var given) && given >= 0 && given < labels.Count)
            return given;
        var known = string.Join(", ", labels.Select((label, index) => $"{index} {label}"));
        throw new InferenceException(
            found.Count == 0
                ? $"There is no label '{wanted}'; the model has {known}."
                : $"The label '{wanted}' is there {found.Count} times: {known}. Give its index.");
    }
}
