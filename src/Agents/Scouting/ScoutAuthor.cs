using Rlar.Agents.Drafts;

namespace Rlar.Agents.Scouting;

/// <summary>The scout as an author: it brings a reward model where others write a verifier.</summary>
/// <param name="scout">The scout.</param>
public sealed class ScoutAuthor(Scout scout) : IAuthor
{
    /// <inheritdoc/>
    public string Name => "scout";

    /// <inheritdoc/>
    public async ValueTask<AuthorAnswer> WriteAsync(AuthorRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ScoutTask task;
        try
        {
            task = new ScoutTask(request.Description.Length > 0 ? request.Description : request.Task) { Label = request.Task };
        }
        catch (ScoutException error)
        {
            return new AuthorAnswer(null, error.Message);
        }

        var report = await scout.RunAsync(task, request.Probes, cancellationToken);
        return new AuthorAnswer(report.Chosen, report.Why);
    }
}
