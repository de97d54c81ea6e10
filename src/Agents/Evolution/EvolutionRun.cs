using System.Security.Cryptography;
using System.Text;
using Rlar.Agents.Critique;
using Rlar.Agents.Drafts;

namespace Rlar.Agents.Evolution;

/// <summary>
/// Walks a data set task by task: measures what its tools do today, and where a task has none, or they do not tell its completions apart, asks the
/// authors in order
/// until a draft passes critic, rows and gate. Bounded by steps, resumed from its journal, the same result for the same rows, authors and options.
/// </summary>
/// <param name="router">Today's routes.</param>
/// <param name="authors">The authors, the cheap ones first.</param>
/// <param name="critic">Reviews drafts.</param>
/// <param name="makers">Make tools of drafts, one for each form.</param>
/// <param name="admission">The gate and the library.</param>
/// <param name="journal">What earlier runs finished.</param>
/// <param name="options">How far the walk goes.</param>
public sealed class EvolutionRun(
    IRouter router, IReadOnlyList<IAuthor> authors, ICritic critic, IReadOnlyList<IDraftMaker> makers, IAdmission admission, EvolutionJournal journal,
    EvolutionOptions options)
{
    private const int LongestContent = 2_000;
    private const int Version = 1;

    /// <summary>Walks.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="progress">Told of each task when it is done, or null.</param>
    /// <param name="cancellationToken">Stops it after what was finished; the report then says so.</param>
    /// <exception cref="EvolutionException">The journal cannot be written.</exception>
    public async Task<EvolutionReport> RunAsync(IReadOnlyList<EvolutionTask> tasks, IProgress<TaskEvolution>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        var (done, steps, resumed) = (new List<TaskEvolution>(), 0, 0);
        foreach (var task in tasks)
        {
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                var fingerprint = Fingerprint(task);
                TaskEvolution found;
                if (journal.Find(fingerprint) is { } known && (known.Task.ToolAfter is not { } tool || admission.Holds(tool)))
                {
                    (found, steps, resumed) = (known.Task, steps + known.Steps, resumed + 1);
                }
                else if (journal.Begun(fingerprint) is { } begun && admission.VersionOf(begun.Draft, begun.Hash) is { } version)
                {
                    // It was admitted, and the walk ended before that was written down.
                    found = begun.Task with { ToolAfter = $"{begun.Draft}@{version}" };
                    (steps, resumed) = (steps + begun.Steps, resumed + 1);
                    journal.Append(fingerprint, found, begun.Steps);
                }
                else
                {
                    (found, var taken) = await WalkAsync(task, fingerprint, options.MostSteps - steps, cancellationToken);
                    steps += taken;
                    // A task that ran out of steps is begun again when there are more.
                    if (found.Outcome != TaskOutcome.OutOfSteps)
                        journal.Append(fingerprint, found, taken);
                }

                done.Add(found);
                progress?.Report(found);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return new EvolutionReport(done, steps, resumed, IsCancelled: true);
            }
        }

        return new EvolutionReport(done, steps, resumed, IsCancelled: false);
    }

    private async Task<(TaskEvolution Task, int Steps)> WalkAsync(
        EvolutionTask task, string fingerprint, int stepsLeft, CancellationToken cancellationToken)
    {
        var (rewards, tools) = await TaskScoring.OfRouterAsync(router, task.Rows, cancellationToken);
        var before = TaskFigures.Of(task.Rows, rewards);
        var result = new TaskEvolution(
            task.Label, task.Description, task.Rows.Count, TaskOutcome.Covered, "its tools score and separate its completions",
                tools, before, [], null, null, null);
        if (Need(before, tools) is not { } need)
            return (result, 0);
        result = result with { Need = need, Outcome = TaskOutcome.Unsolved };
        var split = LabelSplit.Of(task, options.MostProbes);
        var (attempts, faults) = (new List<EvolutionAttempt>(), new List<string>());
        foreach (var author in authors)
        {
            if (attempts.Count >= stepsLeft)
                return (result with { Outcome = TaskOutcome.OutOfSteps, Attempts = attempts }, attempts.Count);
            var request = new AuthorRequest(task.Label, task.Description, split.Shown) { Faults = [.. faults] };
            var (attempt, passed) = await AttemptAsync(author, request, task, split, Begin, cancellationToken);
            attempts.Add(attempt);
            if (passed is not null)
                return (Admitted(attempts, passed.Rewards) with { ToolAfter = $"{attempt.Tool}@{passed.Version}" }, attempts.Count);
            faults.Add($"{author.Name}: {attempt.Why}");
        }

        return (result with { Attempts = attempts }, attempts.Count);

        // What a tool is worth is known before the gate is asked, and kept: a tool that is in the library covers its task, and nobody would measure it again.
        void Begin(ToolDraft draft, EvolutionAttempt attempt, IReadOnlyList<IReadOnlyList<double?>> rewards) =>
            journal.Begin(fingerprint, Admitted([.. attempts, attempt], rewards), attempts.Count + 1, draft.Id, draft.Hash);

        TaskEvolution Admitted(IReadOnlyList<EvolutionAttempt> all, IReadOnlyList<IReadOnlyList<double?>> rewards) => result with
        {
            Outcome = TaskOutcome.Admitted,
            Attempts = all,
            After = TaskFigures.Of(task.Rows, rewards),
            HeldOut = split.HeldRows.Count == 0
                ? null
                : TaskFigures.Of(split.HeldRows, [.. split.HeldRows.Select(row => rewards[Index(task.Rows, row)])]),
        };
    }

    private static int Index(IReadOnlyList<EvolutionRow> rows, EvolutionRow row)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            if (ReferenceEquals(rows[i], row))
                return i;
        }

        throw new InvalidOperationException("A row that is held back is one of the task's.");
    }

    private async Task<(EvolutionAttempt Attempt, Passed? Admitted)> AttemptAsync(
        IAuthor author, AuthorRequest request, EvolutionTask task, LabelSplit split,
        Action<ToolDraft, EvolutionAttempt, IReadOnlyList<IReadOnlyList<double?>>> begin, CancellationToken cancellationToken)
    {
        ToolDraft? draft;
        string why;
        try
        {
            (draft, why) = await author.WriteAsync(request, cancellationToken);
        }
        catch (RlarException error)
        {
            (draft, why) = (null, error.Message); // a model that cannot be asked costs this attempt and no other
        }

        if (draft is null)
            return (new EvolutionAttempt(author.Name, AttemptOutcome.NotWritten, why, null, null, null, null, []), null);
        var critique = await critic.ReviewAsync(draft, cancellationToken);
        EvolutionAttempt Attempt(AttemptOutcome outcome, string reason, string? example = null) => new(
            author.Name, outcome, reason, draft.Id, draft.Hash,
                draft.Content.Length > LongestContent ? draft.Content[..LongestContent] : draft.Content, example,
            [.. critique.Findings.Select(finding => finding.Why)]);
        if (critique.Refusal is { } refusal)
            return (Attempt(AttemptOutcome.Criticised, refusal), null);
        IRewardTool tool;
        try
        {
            var maker = makers.FirstOrDefault(maker => maker.Form == draft.Form)
                ?? throw new DraftException($"{draft.Id}: nothing here makes tools of drafts of the form {draft.Form}.");
            tool = maker.Define(draft).Create();
        }
        catch (RlarException error)
        {
            return (Attempt(AttemptOutcome.NotMade, error.Message), null);
        }

        // A tool may hold a process or a model.
        await using (tool as IAsyncDisposable)
        {
            var rewards = await TaskScoring.OfToolAsync(tool, task.Rows, cancellationToken);
            var figures = TaskFigures.Of(task.Rows, rewards);
            if (figures.Groups > 0 && figures.Separated == 0)
            {
                var reason = FormattableString.Invariant(
                    $"It separates none of {figures.Groups} groups and scores {figures.ShareScored:0.00} of their completions.");
                return (Attempt(AttemptOutcome.NotSeparating, reason), null);
            }

            var burdened = critique.Burden(draft);
            begin(burdened, Attempt(AttemptOutcome.Admitted, why), rewards);
            var answer = await admission.AdmitAsync(burdened, split.Held, cancellationToken);
            return answer.IsAdmitted
                ? (Attempt(AttemptOutcome.Admitted, $"{why} {answer.Why}"), new Passed(rewards, answer.Version))
                : (Attempt(AttemptOutcome.Refused, answer.Why, answer.Example), null);
        }
    }

    private string? Need(TaskFigures before, IReadOnlyList<string> tools)
    {
        if (tools.Count == 0)
            return "no tool is routed to it";
        if (before.ShareScored < options.LeastScored)
            return FormattableString.Invariant($"{before.ShareScored:0.00} of its completions are scored");
        if (before.Groups > 0 && before.Separated == 0)
            return $"none of its {before.Groups} groups has two different rewards";
        return before.Agreement < options.LeastAgreement
            ? FormattableString.Invariant($"its rewards order {before.Agreement:0.00} of {before.Pairs} labelled pairs")
            : null;
    }

    private string Fingerprint(EvolutionTask task)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }

        Add(FormattableString.Invariant($"{Version} {options.MostProbes} {options.LeastAgreement:R} {options.LeastScored:R}"));
        Add(admission.Version);
        Add(string.Join('\n', authors.Select(author => author.Name)));
        Add(task.Key);
        foreach (var row in task.Rows)
        {
            Add(row.Group.Query.Id);
            Add(row.Group.Query.Question);
            foreach (var reference in row.Group.Query.References)
                Add(reference);
            for (var index = 0; index < row.Labels.Count; index++)
                Add($"{row.Labels[index]} {row.Group.Completions[index].Text}");
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private sealed record Passed(IReadOnlyList<IReadOnlyList<double?>> Rewards, string Version);
}
