namespace Rlar.Inference.Models.Pull;

/// <summary>A package of a registry.</summary>
/// <param name="Name">Its name, with its scope where it has one.</param>
/// <param name="Version">Its version.</param>
internal readonly record struct NpmPackage(string Name, string Version)
{
    /// <summary>The scope, "@name", or null.</summary>
    internal string? Scope => Name.StartsWith('@') && Name.IndexOf('/') is var end and > 0 ? Name[..end] : null;

    /// <summary>The file of its archive, a plain name.</summary>
    internal string FileName =>
        $"{string.Concat(Name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' ? letter : '+'))}-"
        + $"{string.Concat(Version.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' ? letter : '+'))}.tgz";

    /// <inheritdoc/>
    public override string ToString() => $"{Name}@{Version}";
}
