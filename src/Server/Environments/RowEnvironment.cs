using Rlar.Scoring.Rows;

namespace Rlar.Server.Environments;

/// <summary>
/// Rows as an environment of one step: a task is a row, and the policy's one move is to submit an answer, which the row's own tool scores. What a task is
/// scored by never leaves the server, and no client can bring another.
/// </summary>
public sealed class RowEnvironment
{
    /// <summary>The most tasks of a split.</summary>
    public const int MostTasks = 1_000_000;

    private readonly OrderedDictionary<string, IReadOnlyList<EnvironmentTask>> _splits = new(StringComparer.Ordinal);

    private RowEnvironment(string name) => Name = name;

    /// <summary>Its name, as it stands in addresses, where upper and lower case are the same.</summary>
    public string Name { get; }

    /// <summary>The names of its splits, in the order in which they were given; at least one.</summary>
    public IReadOnlyList<string> Splits => [.. _splits.Keys];

    /// <summary>The tasks of a split, in the order of its rows, at least one; null where there is no such split.</summary>
    /// <param name="split">The split's name.</param>
    public IReadOnlyList<EnvironmentTask>? Tasks(string split) => _splits.GetValueOrDefault(split);

    /// <summary>Reads environments. All rows are read and checked now, so that no task fails in the middle of a training run.</summary>
    /// <param name="sources">What the user named; those of one name are splits of one environment.</param>
    /// <param name="open">Opens a file of rows.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The environments in the order in which they were first named.</returns>
    /// <exception cref="EnvironmentException">A split is named twice, is empty or has more than <see cref="MostTasks"/> rows.</exception>
    /// <exception cref="InputException">A file cannot be read, or a row is not what rows must be.</exception>
    public static IReadOnlyList<RowEnvironment> Read(
        IReadOnlyList<EnvironmentSource> sources, Func<string, LineSource> open, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(open);
        var environments = new OrderedDictionary<string, RowEnvironment>(StringComparer.OrdinalIgnoreCase);
        foreach (var source in sources)
        {
            if (!environments.TryGetValue(source.Name, out var environment))
                environments[source.Name] = environment = new RowEnvironment(source.Name);
            if (!environment._splits.TryAdd(source.Split, environment.ReadTasks(source, open, cancellationToken)))
                throw new EnvironmentException($"The split '{source.Split}' of the environment '{source.Name}' is named twice. Name it once.");
        }

        return [.. environments.Values];
    }

    private List<EnvironmentTask> ReadTasks(EnvironmentSource source, Func<string, LineSource> open, CancellationToken cancellationToken)
    {
        var parser = new RowParser(new RowParserOptions { CompletionsRequired = false });
        var tasks = new List<EnvironmentTask>();
        using var rows = open(source.Path);
        while (rows.Read(cancellationToken) is { } line)
        {
            using (line)
                tasks.Add(new EnvironmentTask(Name, source.Split, tasks.Count, parser.Parse(line.Bytes.Span, line.Number, rows.Name).Query));
            if (tasks.Count > MostTasks)
                throw new EnvironmentException($"{source.Path} has more than {MostTasks} rows. Give a part of it, or several splits.");
        }

        return tasks.Count > 0 ? tasks : throw new EnvironmentException($"{source.Path} has no rows. Name a file with at least one.");
    }
}
