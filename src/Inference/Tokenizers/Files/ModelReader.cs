using System.Text.Json;
using Rlar.Inference.Tokenizers.Models;

namespace Rlar.Inference.Tokenizers.Files;

/// <summary>Reads a model section. Files older than the <c>type</c> field are recognised by their other fields, as in the reference.</summary>
internal static class ModelReader
{
    private const int MostTokens = 1 << 24;

    /// <summary>The model.</summary>
    internal static TokenModel Read(Section section)
    {
        if (section.Value.ValueKind != JsonValueKind.Object)
            throw section.Bad("a model is needed");
        return Kind(section) switch
        {
            "BPE" => Bpe(section),
            "Unigram" => Unigram(section),
            "WordPiece" => new WordPieceModel(
                Vocabulary(section), section.Text("unk_token", "[UNK]"), section.Text("continuing_subword_prefix", "##"),
                section.Field("max_input_chars_per_word") is { IsEmpty: false } most ? most.Integer() : 100),
            _ => throw section.Unsupported("model", "BPE, Unigram and WordPiece"),
        };
    }

    private static string Kind(Section section)
    {
        if (!section.Field("type").IsEmpty)
            return section.Type;
        if (!section.Field("merges").IsEmpty)
            return "BPE";
        if (!section.Field("continuing_subword_prefix").IsEmpty && !section.Field("max_input_chars_per_word").IsEmpty)
            return "WordPiece";
        return section.Field("vocab").Value.ValueKind == JsonValueKind.Array
            ? "Unigram"
            : throw section.Field("type").Bad("the model says neither its type nor the fields of one");
    }

    private static TokenVocabulary Vocabulary(Section section)
    {
        var field = section.Field("vocab");
        if (field.Value.ValueKind != JsonValueKind.Object)
            throw field.Bad("an object of tokens and ids is needed");
        var ids = new Dictionary<string, int>(field.Value.GetPropertyCount());
        foreach (var token in field.Value.EnumerateObject())
        {
            if (token.Value.ValueKind != JsonValueKind.Number || !token.Value.TryGetInt32(out var id) || id is < 0 or >= MostTokens)
                throw field.Bad($"the id of '{token.Name}' is not an integer from 0 to {MostTokens - 1}");
            ids[token.Name] = id;
        }

        return new(ids);
    }

    private static UnigramModel Unigram(Section section)
    {
        var field = section.Field("vocab");
        if (field.Value.ValueKind != JsonValueKind.Array)
            throw field.Bad("a list of [token, score] is needed");
        var scores = new double[field.Value.GetArrayLength()];
        var ids = new Dictionary<string, int>(scores.Length);
        var next = 0;
        foreach (var pair in field.Value.EnumerateArray())
        {
            if (pair.ValueKind != JsonValueKind.Array || pair.GetArrayLength() != 2
                || pair[0].ValueKind != JsonValueKind.String || pair[1].ValueKind != JsonValueKind.Number)
                throw field.Bad($"entry {next} is not [token, score]");
            ids[pair[0].GetString()!] = next;
            scores[next++] = pair[1].GetDouble();
        }

        var unknown = section.Field("unk_id");
        return new(new TokenVocabulary(ids), scores, unknown.IsEmpty ? -1 : unknown.Integer(scores.Length - 1), section.Flag("byte_fallback", false));
    }

    private static BpeModel Bpe(Section section)
    {
        if (section.Field("dropout") is { IsEmpty: false } dropout && (dropout.Value.ValueKind != JsonValueKind.Number || dropout.Value.GetDouble() != 0))
            throw dropout.Bad("dropout makes the tokens of a text random, and a reward must not be; set it to null");
        var vocabulary = Vocabulary(section);
        var settings = new BpeSettings
        {
            UnknownToken = section.Field("unk_token").IsEmpty ? null : section.Text("unk_token"),
            Prefix = section.Text("continuing_subword_prefix", ""),
            Suffix = section.Text("end_of_word_suffix", ""),
            FuseUnknown = section.Flag("fuse_unk", false),
            ByteFallback = section.Flag("byte_fallback", false),
            IgnoreMerges = section.Flag("ignore_merges", false),
        };
        return new(vocabulary, Merges(section.Field("merges"), vocabulary, settings.Prefix), settings);
    }

    private static MergeTable Merges(Section section, TokenVocabulary vocabulary, string prefix)
    {
        if (section.Value.ValueKind != JsonValueKind.Array)
            throw section.Bad("a list of merges is needed");
        var table = new MergeTable(section.Value.GetArrayLength());
        var rank = 0;
        foreach (var merge in section.Value.EnumerateArray())
        {
            var (left, right) = Pair(section, merge, rank);
            if (left is null)
                continue;
            var whole = right!.StartsWith(prefix, StringComparison.Ordinal) ? left + right[prefix.Length..] : left + right;
            var (a, b, id) = (vocabulary.IdOf(left), vocabulary.IdOf(right), vocabulary.IdOf(whole));
            if (a < 0 || b < 0 || id < 0)
                throw section.Bad($"merge {rank}: '{(a < 0 ? left : b < 0 ? right : whole)}' is not in the vocabulary");
            table.Add(a, b, rank++, id);
        }

        return table;
    }

    private static (string? Left, string? Right) Pair(Section section, JsonElement merge, int rank)
    {
        if (merge.ValueKind == JsonValueKind.Array && merge.GetArrayLength() == 2
            && merge[0].ValueKind == JsonValueKind.String && merge[1].ValueKind == JsonValueKind.String)
            return (merge[0].GetString(), merge[1].GetString());
        if (merge.ValueKind != JsonValueKind.String)
            throw section.Bad($"merge {rank} is neither \"left right\" nor [left, right]");
        var text = merge.GetString()!;
        // The header of merges.txt sometimes comes along.
        if (text.StartsWith("#version", StringComparison.Ordinal))
            return (null, null);
        var space = text.IndexOf(' ');
        if (space < 0 || text.IndexOf(' ', space + 1) >= 0)
            throw section.Bad($"merge {rank}, '{text}', is not two tokens with one space between them");
        return (text[..space], text[(space + 1)..]);
    }
}
