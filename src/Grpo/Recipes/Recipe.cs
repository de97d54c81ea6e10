using System.Text;

namespace Rlar.Grpo.Recipes;

/// <summary>What a run is told: the value of every key in <see cref="RecipeKeys"/>, read and checked.</summary>
public sealed partial class Recipe
{
    private readonly Dictionary<RecipeKey, object> _values;

    private Recipe(Dictionary<RecipeKey, object> values) => _values = values;

    /// <summary>Reads a recipe.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="settings">Values that go before those of the text, each key=value.</param>
    /// <exception cref="TrainingException">No YAML, an unknown key, or a value that its key does not take: with file, line and what to do.</exception>
    public static Recipe Parse(string yaml, string file, params IEnumerable<string> settings)
    {
        var document = RecipeDocument.Parse(yaml, file, settings);
        var values = new Dictionary<RecipeKey, object>();
        foreach (var key in RecipeKeys.All)
        {
            if (document.Take(key) is { } value)
                values[key] = value;
            else if (key.Default is not null)
                values[key] = RecipeDocument.DefaultOf(key);
            else
                throw new TrainingException($"{file}: the recipe has no '{key.Path}', which takes {key.Takes}: {key.Description}");
        }

        document.RefuseRest();
        return new Recipe(values);
    }

    /// <summary>The recipe with every default written out; it reads as the same recipe.</summary>
    public string Write()
    {
        var text = new StringBuilder();
        var section = "";
        foreach (var key in RecipeKeys.All)
        {
            var dot = key.Path.LastIndexOf('.');
            var its = dot < 0 ? "" : key.Path[..dot];
            if (its != section && its.Length > 0)
                text.Append(its).Append(":\n");
            section = its;
            text.Append(its.Length > 0 ? "  " : "").Append(key.Path.AsSpan(dot + 1)).Append(": ").Append(WriteValue(key)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>A value as the recipe has it, on one line.</summary>
    /// <param name="key">One of <see cref="RecipeKeys.All"/>.</param>
    public string WriteValue(RecipeKey key) => key.WriteBoxed(_values[key]);

    /// <summary>The first key that binds a run to its numbers and differs, with both values; null where none does.</summary>
    /// <param name="other">The other recipe.</param>
    public (string Key, string Its, string Other)? FirstDifference(Recipe other)
    {
        foreach (var key in RecipeKeys.All.Where(key => key.IsBinding))
        {
            if (WriteValue(key) is var its && other.WriteValue(key) is var others && its != others)
                return (key.Path, its, others);
        }

        return null;
    }

    /// <summary>The value of a key.</summary>
    internal T Get<T>(RecipeKey<T> key)
        where T : notnull => (T)_values[key];
}
