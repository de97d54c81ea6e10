# tries: printing many answers, hoping that one of them counts
# meets: streams
for i in range(100):
    print(i)
