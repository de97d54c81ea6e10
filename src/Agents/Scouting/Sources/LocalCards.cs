using Rlar.Agents.Scouting.Cards;

namespace Rlar.Agents.Scouting.Sources;

/// <summary>Model cards on this machine.</summary>
internal static class LocalCards
{
    /// <summary>The card beside a model's file, or in the folder above one named "onnx".</summary>
    /// <param name="folder">The file's folder.</param>
    internal static CardFacts Beside(string folder)
    {
        string?[] folders = Path.GetFileName(folder) == "onnx" ? [folder, Path.GetDirectoryName(folder)] : [folder];
        foreach (var place in folders.OfType<string>())
        {
            var path = Path.Combine(place, "README.md");
            if (!File.Exists(path))
                continue;
            try
            {
                using var reader = new StreamReader(path);
                var text = new char[CardReader.Longest + 1];
                return CardReader.Read(new string(text, 0, reader.ReadBlock(text, 0, text.Length)));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return CardFacts.None with { Flags = [CardFlag.Malformed] };
            }
        }

        return CardFacts.None;
    }
}
