using System.Numerics;

namespace Rlar.Kernels.Losses;

/// <summary>The refusals that the losses share.</summary>
internal static class LossChecks
{
    /// <summary>A number that a loss may use, widened.</summary>
    /// <exception cref="KernelException">NaN, infinite, or above 1e150 in magnitude.</exception>
    public static double Finite<T>(string name, ReadOnlySpan<T> values, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var value = double.CreateTruncating(values[index]);
        return Math.Abs(value) <= KernelChecks.Limit ? value : throw BadNumber(name, value, index);
    }

    /// <summary>Numbers that a loss may use, as far as they count.</summary>
    /// <exception cref="KernelException">The first that is NaN, infinite, or above 1e150 in magnitude.</exception>
    public static void AllFinite<T>(string name, ReadOnlySpan<T> values, ReadOnlySpan<bool> mask = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (NumberScan.FirstBad(values, mask) is >= 0 and var index)
            throw BadNumber(name, double.CreateTruncating(values[index]), index);
    }

    /// <summary>What is wrong with a number that is not finite.</summary>
    public static KernelException BadNumber(string name, double value, int index) =>
        new($"{name}[{index}] = {value}: a token that counts needs a finite number there; mask the token if it has none.", index);

    /// <summary>A token whose loss or gradient is beyond all numbers.</summary>
    public static KernelException Overflow(double logRatio, int index) =>
        new($"Token {index} has no finite loss: its log-ratio is {logRatio}. Set PolicyLossOptions.MinLogRatio and MaxLogRatio (verl: -20 and 20).", index);

    /// <summary>Shapes of a KL penalty by token.</summary>
    public static void KlShapes(int logprobs, int references, int values, int slopes)
    {
        KernelChecks.Length("references", references, logprobs);
        KernelChecks.Length("values", values, logprobs);
        if (slopes > 0)
            KernelChecks.Length("slopes", slopes, logprobs);
    }

    /// <summary>Shapes, targets and temperature of a forward over logits.</summary>
    public static void Forward(in LogitMatrix logits, ReadOnlySpan<int> targets, double temperature, in TokenStatistics statistics)
    {
        Logits(logits, targets, temperature);
        KernelChecks.Length("logprobs", statistics.Logprobs.Length, logits.Tokens);
        Optional("logNormalizers", statistics.LogNormalizers.Length, logits.Tokens);
        Optional("entropies", statistics.Entropies.Length, logits.Tokens);
        Optional("squares", statistics.Squares.Length, logits.Tokens);
    }

    /// <summary>Shapes, targets and temperature of a backward over logits, and the numbers that it starts from.</summary>
    public static void Backward<T>(
        in LogitMatrix logits, ReadOnlySpan<int> targets, double temperature, in TokenGradients gradients, Span<T> logitGradients)
        where T : unmanaged
    {
        Logits(logits, targets, temperature);
        KernelChecks.Length("gradients.Logprobs", gradients.Logprobs.Length, logits.Tokens);
        KernelChecks.Length("gradients.LogNormalizers", gradients.LogNormalizers.Length, logits.Tokens);
        Optional("gradients.Entropies", gradients.Entropies.Length, logits.Tokens);
        KernelChecks.Length("gradients.EntropyValues", gradients.EntropyValues.Length, gradients.Entropies.Length);
        KernelChecks.Length("logitGradients", logitGradients.Length, logits.Tokens * logits.Vocabulary);
        AllFinite("gradients.Logprobs", gradients.Logprobs);
        AllFinite("gradients.LogNormalizers", gradients.LogNormalizers);
        AllFinite("gradients.Entropies", gradients.Entropies);
        AllFinite("gradients.EntropyValues", gradients.EntropyValues);
    }

    /// <summary>What a row's backward starts from: d loss / d logprob, d loss / d entropy, entropy.</summary>
    public static (double ByLogprob, double ByEntropy, double Entropy) Row(in TokenGradients gradients, int row) =>
        gradients.Entropies.IsEmpty ? (gradients.Logprobs[row], 0, 0) : (gradients.Logprobs[row], gradients.Entropies[row], gradients.EntropyValues[row]);

    /// <summary>A logit that no softmax is made of.</summary>
    public static KernelException BadLogit(double logit, long index) =>
        new($"logits[{index}] = {logit}: a logit is finite, or -infinity for a token that cannot come.", (int)index);

    /// <summary>A row in which no token can come.</summary>
    public static KernelException NoLogit(long index) =>
        new($"The row of logits from logits[{index}] on is -infinity throughout: no token can come, so there is no distribution.", (int)index);

    private static void Logits(in LogitMatrix logits, ReadOnlySpan<int> targets, double temperature)
    {
        KernelChecks.Length(nameof(targets), targets.Length, logits.Tokens);
        _ = KernelChecks.Positive(temperature, nameof(temperature));
        for (var t = 0; t < targets.Length; t++)
        {
            if ((uint)targets[t] >= (uint)logits.Vocabulary)
                throw new KernelException($"targets[{t}] = {targets[t]}: a target is a token of the vocabulary, 0 to {logits.Vocabulary - 1}.", t);
        }
    }

    private static void Optional(string name, int actual, int expected)
    {
        if (actual > 0)
            KernelChecks.Length(name, actual, expected);
    }
}
