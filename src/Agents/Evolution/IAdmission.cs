using Rlar.Agents.Drafts;

namespace Rlar.Agents.Evolution;

/// <summary>The gate and the library behind it: a draft is tried, and kept where it passes. A draft that is there already is kept as it is.</summary>
public interface IAdmission
{
    /// <summary>Text that differs wherever a verdict on a draft could: the gate's version and options. A walk that goes on is held against it.</summary>
    string Version { get; }

    /// <summary>Whether a tool that was admitted is still in force. Default: it is.</summary>
    /// <param name="tool">Its id and version, "synth/NAME@VERSION".</param>
    bool Holds(string tool) => true;

    /// <summary>
    /// The version of an admitted tool that was made of a draft, for a walk that was stopped before it could write down what the gate said. Default: none.
    /// </summary>
    /// <param name="id">The draft's id.</param>
    /// <param name="hash">The draft's hash.</param>
    /// <returns>The version in force; null where there is none of this draft.</returns>
    string? VersionOf(string id, string hash) => null;

    /// <summary>Tries a draft, and admits it where it passes.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="labelled">Completions with verdicts that its author was not shown.</param>
    /// <param name="cancellationToken">Stops it; nothing is admitted then.</param>
    ValueTask<AdmissionAnswer> AdmitAsync(ToolDraft draft, IReadOnlyList<Probe> labelled, CancellationToken cancellationToken);
}
