namespace Rlar.Agents.Scouting;

/// <summary>A file of a model, as its source lists it.</summary>
/// <param name="Name">Its path within the model: plain names with / between them.</param>
/// <param name="Bytes">Its length; null where the source does not say it.</param>
/// <param name="Sha256">Its SHA-256, 64 lower-case hexadecimal digits; null where the source does not say it.</param>
/// <param name="GitSha1">The id of its git blob, 40 lower-case hexadecimal digits; null where the source does not say it.</param>
public sealed record CandidateFile(string Name, long? Bytes = null, string? Sha256 = null, string? GitSha1 = null)
{
    /// <summary>Whether a name stays within the folder that it is written to: no root, no "..", no hidden part, no control sign.</summary>
    /// <param name="name">The name.</param>
    public static bool IsPlain(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length is > 0 and <= 400
            && !name.Any(sign => char.IsControl(sign) || sign is '\\' or ':' or '%' or '?' or '#')
            && name.Split('/').All(part => part.Length > 0 && part[0] != '.');
    }
}
