Console.WriteLine("not in this version");
return 2;
