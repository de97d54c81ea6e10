using Rlar.Inference.Heads;

namespace Rlar.Agents.Classification;

/// <summary>
/// A linear head over the words, cues and surface of a prompt, and over its sentence embedding where there is an embedder: multinomial logistic
/// regression with L2, its probabilities tempered on authors that were held out. Without an embedder it takes well under a millisecond a prompt.
/// Safe for several threads if its embedder is.
/// </summary>
public sealed class FittedClassifier : IPromptClassifier
{
    private readonly PromptEncoder _encoder;
    private readonly LinearHead _head;
    private readonly FittedClassifierOptions _options;

    internal FittedClassifier(PromptEncoder encoder, LinearHead head, double temperature, FittedClassifierOptions options) =>
        (_encoder, _head, Temperature, _options) = (encoder, head, temperature, options);

    /// <summary>Twelve hexadecimal digits that change with what a head is fitted to: the built-in prompts, the cues and the features.</summary>
    public static string Version => HeadFile.Version;

    /// <summary>What the logits are divided by, above 0.</summary>
    public double Temperature { get; }

    /// <summary>The head.</summary>
    internal LinearHead Head => _head;

    /// <summary>The classifier that RLAR comes with: fitted to <see cref="TrainingPrompt.BuiltIn"/> without an embedder.</summary>
    /// <param name="options">When it abstains.</param>
    public static FittedClassifier BuiltIn(FittedClassifierOptions options)
    {
        using var stream = typeof(FittedClassifier).Assembly.GetManifestResourceStream("classifier.head")!;
        return Load(stream, "classifier.head", null, options, CancellationToken.None);
    }

    /// <summary>Fits a classifier. The same prompts and embedder give the same classifier.</summary>
    /// <param name="prompts">The prompts; of at least two tasks.</param>
    /// <param name="embedder">Gives each prompt's embedding; null: none. It stays the caller's.</param>
    /// <param name="options">How it is fitted, and when it abstains.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">There are fewer than two tasks.</exception>
    public static FittedClassifier Fit(
        IReadOnlyList<TrainingPrompt> prompts, ITextEmbedder? embedder, FittedClassifierOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        ArgumentNullException.ThrowIfNull(options);
        var names = prompts.Select(prompt => prompt.Task).Distinct().Order(StringComparer.Ordinal).ToArray();
        if (names.Length < 2)
            throw new ArgumentException("A classifier is fitted to prompts of at least two tasks.", nameof(prompts));
        var encoder = new PromptEncoder(embedder, cancellationToken);
        var vectors = encoder.Of([.. prompts.Select(prompt => PromptText.Of([new Message("user", prompt.Prompt)]))], cancellationToken);
        var labels = prompts.Select(prompt => Array.IndexOf(names, prompt.Task)).ToArray();
        LinearHead Fitted(int[] kept) => LogisticFit.Fit(
            [.. kept.Select(index => vectors[index])],
            [.. kept.Select(index => labels[index])],
            names,
            encoder.Width,
            options.Penalty,
            options.Steps,
            cancellationToken);
        var temperature = HeldOutTemperature.Of([.. prompts.Select(prompt => prompt.Source)], vectors, labels, Fitted);
        return new FittedClassifier(encoder, Fitted([.. Enumerable.Range(0, vectors.Length)]), temperature, options);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="name">What the file is called in messages.</param>
    /// <param name="embedder">The embedder that it was fitted with; null where it was fitted without.</param>
    /// <param name="options">When it abstains.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ClassifierException">The file is none, or was fitted to other features or with another embedder.</exception>
    public static FittedClassifier Load(
        Stream stream, string name, ITextEmbedder? embedder, FittedClassifierOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(options);
        var encoder = new PromptEncoder(embedder, cancellationToken);
        var (head, temperature) = HeadFile.Read(stream, name, encoder);
        return new FittedClassifier(encoder, head, temperature, options);
    }

    /// <summary>Writes the head and its temperature, for <see cref="Load"/>.</summary>
    /// <param name="stream">Where to.</param>
    public void Save(Stream stream) => HeadFile.Write(stream, _head, Temperature, _encoder);

    /// <inheritdoc/>
    public ValueTask<PromptClassification> ClassifyAsync(IReadOnlyList<Message> prompt, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (prompt.Count > 0 && prompt.All(message => string.IsNullOrWhiteSpace(message.Content)))
        {
            return ValueTask.FromResult(new PromptClassification(
                null, _head.Labels.ToDictionary(name => name, _ => 1.0 / _head.Labels.Count), 0, "abstains: the prompt is empty"));
        }

        var features = _encoder.Of([PromptText.Of(prompt)], cancellationToken)[0];
        var probabilities = LinearHead.Softmax(_head.Logits(features), Temperature);
        var ranked = Enumerable.Range(0, probabilities.Length).OrderByDescending(label => probabilities[label]).ToArray();
        var (best, next) = (ranked[0], ranked[1]);
        var label = _head.Labels[best];
        var least = label == "safety" ? Math.Max(_options.LeastSafetyConfidence, _options.LeastConfidence) : _options.LeastConfidence;
        var abstains = probabilities[best] < least;
        var figures = $"{label} {probabilities[best]:F2}, {_head.Labels[next]} {probabilities[next]:F2}";
        return ValueTask.FromResult(new PromptClassification(
            abstains ? null : label,
            _head.Labels.Zip(probabilities).ToDictionary(),
            probabilities[best],
            abstains ? $"abstains: {figures}; a label needs {least:F2}" : $"fitted head: {figures}"));
    }
}
