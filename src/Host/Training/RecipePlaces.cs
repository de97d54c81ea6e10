namespace Rlar.Host.Training;

/// <summary>Where a recipe's files are: beside the recipe, else in the working folder.</summary>
/// <param name="recipe">The recipe's path.</param>
internal sealed class RecipePlaces(string recipe)
{
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(recipe))!;

    /// <summary>A file or folder that must be there.</summary>
    /// <param name="key">The key that names it, for messages.</param>
    /// <param name="path">As written.</param>
    /// <exception cref="HostException">It is in neither place.</exception>
    internal string Find(string key, string path) => Beside(path)
        ?? throw new HostException($"{recipe}: {key}: there is no {path} beside the recipe ({_folder}) and none in {Environment.CurrentDirectory}.");

    /// <summary>A model: a file or folder, else what the name says to the cache of models.</summary>
    internal string Model(string model) => Beside(model) ?? model;

    private string? Beside(string path)
    {
        var beside = Path.Combine(_folder, path);
        if (Path.Exists(beside))
            return beside;
        return Path.Exists(path) ? path : null;
    }
}
