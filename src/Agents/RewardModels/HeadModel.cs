using Rlar.Agents.Models;
using Rlar.Inference.Heads;
using Rlar.Inference.Models;

namespace Rlar.Agents.RewardModels;

/// <summary>A classifier, reward model or model of vectors on this machine, loaded when first needed and kept on a shelf.</summary>
/// <param name="Name">As the user named it.</param>
/// <param name="Files">Its files.</param>
/// <param name="Hash">SHA-256 of its main file, lower-case hexadecimal.</param>
/// <param name="Shelf">Where it is kept.</param>
public sealed record HeadModel(string Name, ModelFiles Files, string Hash, ModelShelf Shelf)
{
    /// <summary>The classifier, loaded once for all that ask with the same labels.</summary>
    /// <param name="labels">The labels, where no file names them; null for none.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <exception cref="Inference.InferenceException">The model cannot be loaded, or has no classification head.</exception>
    public ValueTask<ITextClassifier> ClassifierAsync(IReadOnlyList<string>? labels, CancellationToken cancellationToken) =>
        Shelf.GetAsync($"classifier {Files.Path} {string.Join('\n', labels ?? [])}", stop => Task.FromResult(TextModels.LoadClassifier(Files, Shelf.Threads, labels, stop)), cancellationToken);

    /// <summary>The model of vectors, loaded once.</summary>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <exception cref="Inference.InferenceException">The model cannot be loaded, or gives no vectors.</exception>
    public ValueTask<ITextEmbedder> EmbedderAsync(CancellationToken cancellationToken) =>
        Shelf.GetAsync($"embedder {Files.Path}", stop => Task.FromResult(TextModels.LoadEmbedder(Files, Shelf.Threads, stop)), cancellationToken);
}
