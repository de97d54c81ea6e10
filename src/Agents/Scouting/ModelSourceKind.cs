namespace Rlar.Agents.Scouting;

/// <summary>Where models are looked for.</summary>
public enum ModelSourceKind
{
    /// <summary>The catalogue of RLAR and of the user: models that are on this machine or that 'rlar models pull' gets.</summary>
    Catalogue,

    /// <summary>A folder of this machine.</summary>
    Folder,

    /// <summary>Packages of a registry that speaks npm's protocol.</summary>
    Npm,

    /// <summary>Packages of a feed that speaks NuGet's protocol, version 3.</summary>
    NuGet,

    /// <summary>A model hub that speaks Hugging Face's API.</summary>
    Hub,
}
