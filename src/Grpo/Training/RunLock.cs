namespace Rlar.Grpo.Training;

/// <summary>That one run has a folder to itself; the system lets go of it when the process ends, however that ends.</summary>
internal sealed class RunLock : IDisposable
{
    private readonly FileStream _file;

    private RunLock(FileStream file) => _file = file;

    /// <summary>Takes the folder.</summary>
    /// <exception cref="TrainingException">Another run has it.</exception>
    internal static RunLock Take(RunFolder folder)
    {
        var path = Path.Combine(folder.Root, ".lock");
        try
        {
            _ = Directory.CreateDirectory(folder.Root);
            return new RunLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException error) when (File.Exists(path))
        {
            throw new TrainingException($"{folder.Root}: another run is writing to this folder. Wait for its end, or give another folder with -o.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new TrainingException($"{folder.Root}: the folder cannot be written to: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
