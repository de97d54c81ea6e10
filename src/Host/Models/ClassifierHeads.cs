using System.Security.Cryptography;
using Rlar.Agents.Classification;
using Rlar.Inference.Catalog;
using Rlar.Inference.Heads;

namespace Rlar.Host.Models;

/// <summary>Classifiers over a model's embeddings: each is fitted once, and its head is kept beside the pulled models.</summary>
internal static class ClassifierHeads
{
    /// <summary>The classifier of an embedder.</summary>
    /// <param name="embedder">The embedder, which stays the caller's.</param>
    /// <param name="cache">Where heads are kept.</param>
    /// <param name="options">When it abstains.</param>
    /// <param name="cancellationToken">Stops the fit.</param>
    internal static FittedClassifier Open(ITextEmbedder embedder, ModelCache cache, FittedClassifierOptions options, CancellationToken cancellationToken)
    {
        var prompts = TrainingPrompt.BuiltIn();
        var file = Path.Combine(cache.Folder, "heads", $"{Version(embedder.Path)}-{FittedClassifier.Version}.head");
        if (File.Exists(file))
        {
            try
            {
                using var kept = File.OpenRead(file);
                return FittedClassifier.Load(kept, file, embedder, options, cancellationToken);
            }
            catch (ClassifierException error)
            {
                System.Console.Error.WriteLine($"rlar: {error.Message}");
            }
        }

        System.Console.Error.WriteLine($"rlar: fitting a head over the embeddings of {prompts.Count} prompts by {embedder.Path}; it is kept as {file}");
        var fitted = FittedClassifier.Fit(prompts, embedder, options, cancellationToken);
        try
        {
            _ = Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            // Under another name until it is whole: two that fit at once do not read each other's half.
            var part = $"{file}.{Environment.ProcessId}.part";
            using (var written = File.Create(part))
                fitted.Save(written);
            File.Move(part, file, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            System.Console.Error.WriteLine($"rlar: {file}: cannot be kept ({error.Message}); the next run fits it again");
        }

        return fitted;
    }

    private static string Version(string model)
    {
        using var file = File.OpenRead(model);
        return Convert.ToHexStringLower(SHA256.HashData(file))[..12];
    }
}
