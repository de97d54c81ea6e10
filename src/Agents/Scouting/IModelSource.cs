namespace Rlar.Agents.Scouting;

/// <summary>A place where models are looked for.</summary>
public interface IModelSource
{
    /// <summary>Its kind.</summary>
    ModelSourceKind Kind { get; }

    /// <summary>The folder or address, for messages and reports.</summary>
    string Place { get; }

    /// <summary>Whether another machine is asked, which the user has to allow.</summary>
    bool UsesNetwork { get; }

    /// <summary>The models that may serve a task, in an order of the source's own, which is the same each time. Nothing is downloaded but texts.</summary>
    /// <param name="task">The task.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <exception cref="ScoutException">The source cannot be asked, or gives something that is no answer.</exception>
    IAsyncEnumerable<ModelCandidate> FindAsync(ScoutTask task, CancellationToken cancellationToken);

    /// <summary>The model with its files on this machine, hashes held, and its shape read from them.</summary>
    /// <param name="candidate">One that this source found.</param>
    /// <param name="mostBytes">The most that may be written.</param>
    /// <param name="cancellationToken">Stops the download; what is not whole is removed.</param>
    /// <exception cref="ScoutException">It cannot be had, or is not what its source says.</exception>
    Task<ModelCandidate> FetchAsync(ModelCandidate candidate, long mostBytes, CancellationToken cancellationToken);
}
