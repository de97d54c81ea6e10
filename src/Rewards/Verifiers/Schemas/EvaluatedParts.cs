namespace Rlar.Rewards.Verifiers.Schemas;

/// <summary>Which members and items of one value some schema has already judged: what unevaluatedProperties and unevaluatedItems leave out.</summary>
internal sealed class EvaluatedParts
{
    private HashSet<string>? _properties;
    private HashSet<int>? _items;
    private bool _allProperties;
    private int _prefix;

    public bool HasAllProperties => _allProperties;

    public void Add(string property)
    {
        if (!_allProperties)
            (_properties ??= new HashSet<string>(StringComparer.Ordinal)).Add(property);
    }

    public void AddAllProperties() => (_allProperties, _properties) = (true, null);

    public void AddItem(int index)
    {
        if (index >= _prefix)
            (_items ??= []).Add(index);
    }

    public void AddPrefix(int count) => _prefix = Math.Max(_prefix, count);

    public bool Has(string property) => _allProperties || _properties?.Contains(property) == true;

    public bool HasItem(int index) => index < _prefix || _items?.Contains(index) == true;

    public void Add(EvaluatedParts other)
    {
        AddPrefix(other._prefix);
        foreach (var item in other._items ?? [])
            AddItem(item);
        if (other._allProperties)
            AddAllProperties();
        foreach (var property in other._properties ?? [])
            Add(property);
    }
}
