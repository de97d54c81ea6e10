using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Rlar.Agents.Library;

/// <summary>
/// An index of a library in SQLite, made of its history and files and made again whenever it does not fit them: nothing is lost with it. It also remembers how
/// long the history was, so that lines cut off its end are noticed on the machine that wrote them.
/// </summary>
internal static class LibraryIndex
{
    /// <summary>The file's name; it is not kept in git.</summary>
    internal const string FileName = "index.db";

    private const string Schema = """
        CREATE TABLE IF NOT EXISTS stamp (events INTEGER NOT NULL, hash TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS tool (
            id TEXT PRIMARY KEY, version TEXT NOT NULL, tool_version TEXT NOT NULL, task TEXT NOT NULL, description TEXT NOT NULL, form TEXT NOT NULL,
            admitted TEXT NOT NULL, revoked TEXT NULL, reason TEXT NULL);
        CREATE INDEX IF NOT EXISTS tool_task ON tool (task);
        """;

    /// <summary>How many events the index knows of; 0 where there is none or it cannot be read.</summary>
    internal static (long Events, string Hash) Stamp(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            return (0, "");
        try
        {
            using var connection = Open(path, SqliteOpenMode.ReadOnly);
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT events, hash FROM stamp";
            using var reader = command.ExecuteReader();
            return reader.Read() ? (reader.GetInt64(0), reader.GetString(1)) : (0, "");
        }
        catch (SqliteException)
        {
            return (0, ""); // Half written or of another program: it is made again.
        }
    }

    /// <summary>Makes the index, beside and then in its place.</summary>
    internal static void Write(string folder, IReadOnlyList<LibraryEvent> history, IReadOnlyList<IndexedTool> tools)
    {
        var (path, beside) = (Path.Combine(folder, FileName), Path.Combine(folder, FileName + ".new"));
        File.Delete(beside);
        using (var connection = Open(beside, SqliteOpenMode.ReadWriteCreate))
        using (var transaction = connection.BeginTransaction())
        {
            Run(connection, Schema);
            foreach (var tool in tools)
            {
                Run(
                    connection,
                    "INSERT INTO tool VALUES ($id, $version, $toolVersion, $task, $description, $form, $admitted, $revoked, $reason)",
                    ("$id", tool.Id), ("$version", tool.Version), ("$toolVersion", tool.ToolVersion), ("$task", tool.Task), ("$description", tool.Description),
                    ("$form", tool.Form), ("$admitted", Time(tool.Admitted)), ("$revoked", tool.Revoked is { } revoked ? Time(revoked) : DBNull.Value),
                    ("$reason", (object?)tool.Reason ?? DBNull.Value));
            }

            Run(connection, "INSERT INTO stamp VALUES ($events, $hash)", ("$events", (long)history.Count), ("$hash", history.Count > 0 ? history[^1].Hash : ""));
            transaction.Commit();
        }

        File.Move(beside, path, overwrite: true);
    }

    /// <summary>Reads the tools, in the order of their ids.</summary>
    internal static IReadOnlyList<IndexedTool> Read(string folder)
    {
        using var connection = Open(Path.Combine(folder, FileName), SqliteOpenMode.ReadOnly);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, version, tool_version, task, description, form, admitted, revoked, reason FROM tool ORDER BY id";
        using var reader = command.ExecuteReader();
        var tools = new List<IndexedTool>();
        while (reader.Read())
        {
            tools.Add(new IndexedTool(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetString(5), Time(reader.GetString(6)),
                reader.IsDBNull(7) ? null : Time(reader.GetString(7)), reader.IsDBNull(8) ? null : reader.GetString(8)));
        }

        return tools;
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        // Without the pool: a pooled connection would keep the file open after it was replaced.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static void Run(SqliteConnection connection, string text, params (string Name, object Value)[] values)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
