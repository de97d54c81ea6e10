namespace Rlar.Agents.Scouting;

/// <summary>What a model may be, before it is fetched: its source, its licence, its size. Every refusal says why.</summary>
public sealed record ScoutPolicy
{
    /// <summary>The word that allows any licence.</summary>
    public const string AnyLicence = "any";

    private readonly long _mostBytes = 2L << 30;

    /// <summary>
    /// Licences that are accepted, as SPDX or hub ids in any case, or <see cref="AnyLicence"/>. Default those that let everyone use, change and pass on.
    /// </summary>
    public IReadOnlyList<string> Licences { get; init; } =
    [
        "apache-2.0", "mit", "mit-0", "bsd-2-clause", "bsd-3-clause", "isc", "0bsd", "unlicense", "cc0-1.0", "cc-by-4.0", "cc-by-3.0", "zlib",
        "bsl-1.0", "artistic-2.0",
    ];

    /// <summary>Whether a file that is on the user's disk already may be without a named licence. Default true. What comes from elsewhere needs one.</summary>
    public bool AcceptsUnnamedOnDisk { get; init; } = true;

    /// <summary>The most bytes of a model. Default 2 GiB.</summary>
    /// <exception cref="ScoutException">It is not above 0.</exception>
    public long MostBytes
    {
        get => _mostBytes;
        init => _mostBytes = value > 0 ? value : throw new ScoutException($"The greatest size of a model must be above 0 bytes, not {value}.");
    }

    /// <summary>The kinds of sources that may be asked. Default all.</summary>
    public IReadOnlyList<ModelSourceKind> Sources { get; init; } = Enum.GetValues<ModelSourceKind>();

    /// <summary>Whether other machines may be asked. Default false.</summary>
    public bool AllowsNetwork { get; init; }

    /// <summary>Why a source may not be asked, a clause; null where it may.</summary>
    /// <param name="source">The source.</param>
    public string? WhyNot(IModelSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (!Sources.Contains(source.Kind))
            return $"the policy leaves out sources of the kind {source.Kind}";
        return source.UsesNetwork && !AllowsNetwork ? "it is on another machine, and the network is not allowed (--allow-network)" : null;
    }

    /// <summary>Why a model may not be used, a clause; null where it may.</summary>
    /// <param name="candidate">The model.</param>
    public string? WhyNot(ModelCandidate candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        return OfLicence(candidate) ?? OfSize(candidate);
    }

    private string? OfLicence(ModelCandidate candidate)
    {
        if (Licences.Contains(AnyLicence, StringComparer.OrdinalIgnoreCase))
            return null;
        if (string.IsNullOrWhiteSpace(candidate.Licence))
            return candidate.Source is ModelSourceKind.Folder && AcceptsUnnamedOnDisk ? null : "it names no licence";
        // All of several have to be accepted, one of alternatives: "MIT OR Apache-2.0", "MIT AND CC-BY-4.0".
        var alternatives = candidate.Licence.Split(" OR ", StringSplitOptions.TrimEntries);
        return alternatives.Any(one => one.Trim('(', ')').Split(" AND ", StringSplitOptions.TrimEntries).All(IsAccepted))
            ? null
            : $"its licence is '{Shown(candidate.Licence)}', which the policy does not accept (--licence)";
    }

    private string? OfSize(ModelCandidate candidate) => candidate.Bytes > MostBytes
        ? $"it has {candidate.Bytes:N0} bytes, and the policy allows {MostBytes:N0} (--max-size)"
        : null;

    private bool IsAccepted(string licence) => Licences.Contains(licence.Trim('(', ')', ' '), StringComparer.OrdinalIgnoreCase);

    private static string Shown(string licence) => new([.. licence.Where(sign => !char.IsControl(sign)).Take(60)]);
}
