using Rlar.Inference.Heads;

namespace Rlar.Agents.Scouting;

/// <summary>
/// Whether a model is a scalar reward model: one number for a conversation or a pair of texts. Decided by what its files say, never by its name or
/// its card: classifiers of several labels, models that write judgements and models of vectors are other things.
/// </summary>
public static class ScalarHead
{
    private const string Classifier = "ForSequenceClassification";

    /// <summary>Why a model is no scalar reward model, a clause for a person; null where it is one, or where its files are not here to tell.</summary>
    /// <param name="shape">What its files say.</param>
    public static string? WhyNot(ModelShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (shape.Damage is { } damage)
            return damage;
        switch (shape.Head)
        {
            case ModelHead.Text:
                return $"it continues text ({shape.Architecture ?? shape.Format}) and has no head that scores; ask it as a judge instead";
            case ModelHead.Embedding:
                return $"it gives vectors ({shape.Architecture ?? shape.Format}) and no score";
            case ModelHead.Classification when shape.Outputs is null:
                return "its head is there, and nothing says how many numbers it gives";
        }

        if (shape.Outputs is { } outputs)
            return outputs == 1 ? OfArchitecture(shape) : $"its head has {outputs} labels, and a scalar reward model has one";
        if (shape.Architecture is not { } architecture)
            return null;
        // transformers writes only what departs from its defaults into config.json, and the default is two labels.
        return architecture.EndsWith(Classifier, StringComparison.Ordinal)
            ? "its config.json names no labels, which for transformers means two"
            : OfArchitecture(shape);
    }

    // A config.json alone: the class decides. With a file of a head the head was looked at.
    private static string? OfArchitecture(ModelShape shape)
    {
        if (shape.Head is ModelHead.Classification || shape.Architecture is not { } architecture)
            return null;
        var scores = architecture.EndsWith(Classifier, StringComparison.Ordinal)
            || architecture.Contains("RewardModel", StringComparison.Ordinal)
            || architecture.EndsWith("ForReward", StringComparison.Ordinal);
        return scores ? null : $"its class {Shown(architecture)} is none that scores a text (…ForSequenceClassification, …RewardModel)";
    }

    private static string Shown(string architecture) => new([.. architecture.Where(char.IsAsciiLetterOrDigit).Take(60)]);
}
